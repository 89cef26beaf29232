/* Photos go up by themselves, one after the other, while the words are still being written. Each has a name of its own,
   so that sending it again does no harm; what has not arrived stays on this phone and goes again. The words come from
   the page. Without this script the plain boxes work. */
(function () {
  "use strict";

  var element = window.pictures.element;
  var files = window.keptFiles;
  var PATIENCE = 120 * 1000;
  /* How long sending waits for the photo that is on its way: with a good net it arrives, with a bad one it follows. */
  var GRACE = 1500;
  /* A photo that will never be taken, however often it is sent. */
  var UNREADABLE = 422;
  var ON_ITS_WAY = ["working", "waiting", "uploading", "failed"];

  function newName() {
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    var hex = Array.from(bytes, function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  function fields(form, extra) {
    var data = new FormData();
    ["csrfmiddlewaretoken", "key", "poster"].forEach(function (name) {
      var box = form.elements.namedItem(name);
      if (box) {
        data.append(name, box.value);
      }
    });
    Object.keys(extra).forEach(function (name) {
      data.append(name, extra[name]);
    });
    return data;
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch (page) {
      return null;
    }
  }

  /* One photo; calls back with the status, 0 without an answer, and what was answered. */
  function transfer(address, data, progress, done) {
    var call = new XMLHttpRequest();
    call.open("POST", address);
    call.setRequestHeader("Accept", "application/json");
    call.timeout = PATIENCE;
    call.upload.onprogress = function (event) {
      if (event.lengthComputable) {
        progress(Math.floor((event.loaded * 100) / event.total));
      }
    };
    call.onload = function () {
      var answer = parsed(call.responseText);
      done(answer ? call.status : 0, answer);
    };
    call.onerror = call.ontimeout = function () {
      done(0, null);
    };
    call.send(data);
    return call;
  }

  function watch(area) {
    var words = area.dataset;
    var most = Number(words.photos);
    var form = area.closest("form");
    var to = form.dataset.photosTo || "";
    var boxes = Array.from(area.querySelectorAll("input[type=file]"));
    var list = element("ul", "thumbs thumbs--wide");
    var notes = element("ul", "photo-notes");
    var status = element("p", "small soft gap-8");
    var items = [];
    var going = null;
    var submitter = null;
    var submitting = false;
    var hurried = false;

    status.setAttribute("role", "status");
    area.after(list, notes, status);

    /* Under which the files of this form are kept: its key, or the address under which photos follow. */
    function home() {
      var key = form.elements.namedItem("key");
      return key ? key.value : to;
    }

    function count(states) {
      return items.filter(function (one) {
        return states.indexOf(one.state) >= 0;
      }).length;
    }

    function numberOf(one) {
      return String(items.indexOf(one) + 1);
    }

    function stateWords(one) {
      return {
        working: words.wordWorking,
        waiting: to ? words.wordWaiting : words.wordLater,
        uploading: words.wordUploading.replace("{n}", one.percent),
        failed: words.wordFailed,
        refused: words.wordRefused,
        done: words.wordDone,
      }[one.state];
    }

    function stateBox(one) {
      if (one.state !== "failed") {
        return element("span", "thumb__state", stateWords(one));
      }
      var again = element("button", "thumb__state thumb__retry", stateWords(one));
      again.type = "button";
      again.addEventListener("click", function () {
        one.state = "waiting";
        draw();
        one.node.querySelector("button").focus();
        next();
      });
      return again;
    }

    function draw() {
      list.textContent = "";
      notes.textContent = "";
      items.forEach(function (one) {
        one.node = window.pictures.thumb(one.small || (one.unread ? "" : one.address), numberOf(one), words, function () {
          takeOut(one);
        });
        one.node.classList.toggle("thumb--failed", one.state === "failed" || one.state === "refused");
        if (one.state === "done" && !form.elements.namedItem("key")) {
          one.node.querySelector(".thumb__remove").remove();
        }
        one.box = stateBox(one);
        one.node.append(one.box);
        list.append(one.node);
        if (one.message) {
          notes.append(element("li", "field-error", words.wordPhoto.replace("{n}", numberOf(one)) + " · " + one.message));
        }
      });
      form.dataset.photoCount = items.length;
      form.dispatchEvent(new CustomEvent("photos", { detail: { all: items.length, done: count(["done"]) } }));
    }

    function say(text, one) {
      status.textContent = text.replace("{n}", one ? numberOf(one) : String(items.length));
    }

    function changed() {
      draw();
      form.dispatchEvent(new Event("input"));
    }

    function takeOut(one) {
      items = items.filter(function (other) {
        return other !== one;
      });
      files.forget([one.id]);
      if (going && going.one === one) {
        going.call.abort();
        going = null;
      }
      if (one.tried) {
        askToRemove(one);
      }
      changed();
      status.textContent = "";
      boxes[0].focus();
      next();
    }

    /* The answer to a photo may have been lost, so it may be there: the form says again that it is out. */
    function askToRemove(one) {
      var out = document.createElement("input");
      out.type = "hidden";
      out.name = "take_out";
      out.value = one.id;
      form.append(out);
      if (form.dataset.photosRemove) {
        window
          .fetch(form.dataset.photosRemove, { method: "POST", body: fields(form, { id: one.id }) })
          .catch(function () {});
      }
    }

    function next() {
      var one = items.filter(function (other) {
        return other.state === "waiting";
      })[0];
      if (!to || going || !one) {
        return;
      }
      one.state = "uploading";
      one.percent = 0;
      one.tried = true;
      one.message = "";
      draw();
      say(words.wordStarted, one);
      var extra = { id: one.id, place: items.indexOf(one), photo: one.file };
      going = { one: one };
      going.call = transfer(
        to,
        fields(form, extra),
        function (percent) {
          one.percent = percent;
          one.box.textContent = stateWords(one);
        },
        function (code, answer) {
          going = null;
          answered(one, code, answer);
        }
      );
    }

    function answered(one, code, answer) {
      if (code === 200) {
        arrived(one, answer);
      } else if (code === UNREADABLE) {
        one.state = "refused";
        one.message = answer.message;
        files.forget([one.id]);
        say(words.wordRefusedOne, one);
      } else {
        one.state = "failed";
        one.message = (answer && answer.message) || "";
        say(words.wordFailedOne, one);
      }
      changed();
      sendAtLast();
      next();
    }

    function arrived(one, answer) {
      one.state = "done";
      one.small = answer.small;
      files.forget([one.id]);
      if (form.elements.namedItem("key")) {
        form.setAttribute("data-draft-open", "");
      }
      /* The net is there: what it refused before may go again. */
      again();
      if (!count(ON_ITS_WAY)) {
        say(words.wordArrived);
      }
    }

    function again() {
      items.forEach(function (one) {
        if (one.state === "failed" && !one.message) {
          one.state = "waiting";
        }
      });
    }

    function add(file) {
      var one = { id: newName(), file: file, address: URL.createObjectURL(file), state: "working", message: "" };
      items.push(one);
      window.pictures.shrunk(file, one.address).then(function (made) {
        one.file = made.file;
        one.unread = made.unread;
        var kept = { id: one.id, file: one.file, form: home(), owner: form.dataset.draftOwner || "" };
        kept.place = items.indexOf(one);
        files.put(kept).then(function () {
          one.state = "waiting";
          changed();
          next();
          sendAtLast();
        });
      });
    }

    /* The form was sent while a picture was being made smaller, or was on its way. */
    function isBusy() {
      return count(["working"]) > 0 || (going !== null && !hurried);
    }

    function sendAtLast() {
      if (submitting && !isBusy()) {
        submitting = false;
        form.requestSubmit ? form.requestSubmit(submitter) : form.submit();
      }
    }

    /* What is on the server already, by what the page says about this draft. */
    function known() {
      var about = document.querySelector("[data-draft-key='" + home() + "']");
      Array.from(about ? about.querySelectorAll("[data-photo]") : []).forEach(function (photo) {
        items.push({ id: photo.dataset.photo, small: photo.dataset.small, state: "done", tried: true, message: "" });
      });
      if (about && form.contains(about)) {
        about.remove();
      }
    }

    function onThisPhone() {
      var owner = form.dataset.draftOwner || "";
      return files
        .find(function (record) {
          return record.form === home() && (!record.owner || record.owner === owner);
        })
        .then(function (records) {
          records.forEach(function (record) {
            var isHere = items.some(function (one) {
              return one.id === record.id;
            });
            if (!isHere && items.length < most) {
              record.address = URL.createObjectURL(record.file);
              record.state = "waiting";
              record.tried = true;
              record.message = "";
              items.push(record);
            }
          });
          (items.length ? changed : draw)();
          if (items.length < Number(form.dataset.photosKept || 0)) {
            say(words.wordLost);
          }
          next();
        });
    }

    boxes.forEach(function (box) {
      box.addEventListener("change", function () {
        var chosen = Array.from(box.files);
        var room = most - items.length;
        chosen.slice(0, room).forEach(add);
        box.value = "";
        draw();
        if (chosen.length > room) {
          say(words.wordMany);
        }
      });
    });

    form.addEventListener("afresh", function () {
      files.forget(
        items.map(function (one) {
          return one.id;
        })
      );
      items = [];
      changed();
    });

    /* The words never wait for the photos: those that have not arrived follow. */
    form.addEventListener("submit", function (event) {
      if (isBusy()) {
        submitting = true;
        submitter = event.submitter;
        event.preventDefault();
        window.setTimeout(function () {
          hurried = true;
          sendAtLast();
        }, GRACE);
        return;
      }
      var pending = form.elements.namedItem("pending");
      if (!pending) {
        pending = document.createElement("input");
        pending.type = "hidden";
        pending.name = "pending";
        form.append(pending);
      }
      pending.value = count(ON_ITS_WAY);
    });

    window.addEventListener("online", function () {
      again();
      draw();
      next();
    });

    known();
    var sent = form.hasAttribute("data-follow") && window.draftSent;
    (sent ? files.follow(sent, to) : Promise.resolve()).then(onThisPhone);
  }

  /* The page that says how many photos are still to come. */
  function tell(part) {
    var form = part.querySelector("form");
    function show(name) {
      part.querySelectorAll("[data-when]").forEach(function (words) {
        words.hidden = words.dataset.when.split(" ").indexOf(name) < 0;
      });
    }
    form.addEventListener("photos", function (event) {
      var all = event.detail.all;
      if (all) {
        show(event.detail.done < all ? "sending" : "done");
      }
      /* Shown again, the page must not say that they are missing. */
      if (all && event.detail.done === all) {
        window.history.replaceState(null, "", window.location.pathname);
      }
    });
  }

  document.querySelectorAll("[data-still-to-come]").forEach(tell);
  document.querySelectorAll("[data-photos]").forEach(watch);
})();
