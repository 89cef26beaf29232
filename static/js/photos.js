/* Photos before they are sent: previews, a way to take one out again, and pictures of at most 1600 pixels, so that
   they leave a workshop with a weak signal. The words come from the page. Without this script the plain boxes work. */
(function () {
  "use strict";

  var SIDE = 1600;
  var QUALITY = 0.82;
  var SMALL_ENOUGH = 400 * 1024;

  function canSetFiles() {
    try {
      return new DataTransfer().items !== undefined;
    } catch (old) {
      return false;
    }
  }

  function shrunk(picture, file) {
    return new Promise(function (done) {
      var scale = Math.min(1, SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
      if (scale === 1 && file.size <= SMALL_ENOUGH) {
        done(file);
        return;
      }
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.naturalWidth * scale);
      canvas.height = Math.round(picture.naturalHeight * scale);
      var paper = canvas.getContext("2d");
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(
        function (blob) {
          var name = file.name.replace(/\.\w+$/, "") + ".jpg";
          done(blob && blob.size < file.size ? new File([blob], name, { type: "image/jpeg" }) : file);
        },
        "image/jpeg",
        QUALITY
      );
    });
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    made.className = className;
    made.textContent = text || "";
    return made;
  }

  function watch(area) {
    var words = area.dataset;
    var most = Number(words.photos);
    var form = area.closest("form");
    var boxes = Array.from(area.querySelectorAll("input[type=file]"));
    var album = boxes[boxes.length - 1];
    var list = element("ul", "thumbs");
    var status = element("p", "small soft gap-8");
    var chosen = [];
    var working = 0;
    var waiting = false;

    status.setAttribute("role", "status");
    area.after(list, status);

    /* The album's box carries all of them; the camera's is emptied. */
    function carry() {
      var carried = new DataTransfer();
      chosen.forEach(function (one) {
        carried.items.add(one.file);
      });
      boxes.forEach(function (box) {
        box.value = "";
      });
      album.files = carried.files;
    }

    function draw() {
      list.textContent = "";
      chosen.forEach(function (one, index) {
        var number = String(index + 1);
        var item = element("li", one.unread ? "thumb thumb--failed" : "thumb");
        var remove = element("button", "thumb__remove");
        var cross = element("span", "", "✕");
        if (!one.unread) {
          var preview = document.createElement("img");
          preview.src = one.address;
          preview.alt = words.wordPhoto.replace("{n}", number);
          item.append(preview);
        }
        remove.type = "button";
        cross.setAttribute("aria-hidden", "true");
        remove.append(cross, element("span", "visually-hidden", words.wordRemove.replace("{n}", number)));
        remove.addEventListener("click", function () {
          takeOut(one);
        });
        item.append(remove);
        if (one.working || one.unread) {
          item.append(element("span", "thumb__state", one.working ? words.wordWorking : words.wordUnread));
        }
        list.append(item);
      });
    }

    function takeOut(one) {
      URL.revokeObjectURL(one.address);
      chosen = chosen.filter(function (other) {
        return other !== one;
      });
      carry();
      draw();
      say();
      boxes[0].focus();
    }

    function say(text) {
      status.textContent = text || (chosen.length ? words.wordAdded.replace("{n}", String(chosen.length)) : "");
    }

    function ready(one, file) {
      one.file = file;
      one.working = false;
      working -= 1;
      carry();
      draw();
      if (waiting && !working) {
        form.requestSubmit ? form.requestSubmit() : form.submit();
      }
    }

    function add(file) {
      var one = { file: file, address: URL.createObjectURL(file), working: true, unread: false };
      var picture = new Image();
      chosen.push(one);
      working += 1;
      picture.onload = function () {
        shrunk(picture, file).then(function (smaller) {
          ready(one, smaller);
        });
      };
      /* The server knows more kinds of trouble and names them; here it is only marked. */
      picture.onerror = function () {
        one.unread = true;
        ready(one, file);
      };
      picture.src = one.address;
    }

    boxes.forEach(function (box) {
      box.addEventListener("change", function () {
        var files = Array.from(box.files);
        var room = most - chosen.length;
        files.slice(0, room).forEach(add);
        carry();
        draw();
        say(files.length > room ? words.wordMany : "");
      });
    });

    form.addEventListener("submit", function (event) {
      waiting = working > 0;
      if (waiting) {
        event.preventDefault();
      }
    });
  }

  if (canSetFiles()) {
    document.querySelectorAll("[data-photos]").forEach(watch);
  }
})();
