/* Keeps what is being written on this phone: across reload, sign-in and a dead network, for 14 days.
   Forms ask for it with data-draft; the words come from the page. A form with a key keeps its words under it, so that
   they find their photos again. Once photos of it are on the server (data-draft-open), so are the words. */
(function () {
  "use strict";

  var PREFIX = "draft:";
  var SENDING = "sending";
  var DAYS = 14;
  var PAUSE = 500;
  var ONLINE_PAUSE = 4000;

  function storage(name) {
    try {
      return window[name];
    } catch (refused) {
      return null;
    }
  }

  var store = storage("localStorage");
  var visit = storage("sessionStorage");
  if (!store) {
    return;
  }

  function forget(slot) {
    store.removeItem(slot);
  }

  function slots() {
    return Object.keys(store).filter(function (key) {
      return key.indexOf(PREFIX) === 0;
    });
  }

  function read(slot) {
    try {
      return JSON.parse(store.getItem(slot)) || {};
    } catch (damaged) {
      return {};
    }
  }

  function forgetOld() {
    slots().forEach(function (slot) {
      var age = Date.now() - (read(slot).at || 0);
      if (age > DAYS * 24 * 3600 * 1000) {
        forget(slot);
      }
    });
  }

  function hidden(form, name) {
    return form.elements.namedItem(name) || { value: "" };
  }

  function slotOf(form) {
    var key = hidden(form, "key").value;
    return PREFIX + form.dataset.draft + (key ? ":" + key : "");
  }

  function keyIn(slot) {
    return slot.split(":")[2] || "";
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    made.className = className || "";
    made.textContent = text || "";
    return made;
  }

  /* The line under a text: whether the draft is kept, and how long the text is. Of the texts that may be left out
     only a long one is counted. */
  function addCount(box) {
    var line = element("p", "field__count");
    var note = element("span");
    var count = element("span");
    var limit = Number(box.dataset.limit);
    function show() {
      /* As the server counts: characters, not the halves a rare one is made of. */
      var length = Array.from(box.value).length;
      count.textContent = box.required || length > limit * 0.8 ? length + "/" + limit : "";
      count.classList.toggle("late", length > limit);
    }
    line.append(note, count);
    box.after(line);
    box.addEventListener("input", show);
    show();
    return note;
  }

  function texts(form) {
    return Array.from(form.querySelectorAll("textarea[name], input[type=text][name]"));
  }

  function choices(form) {
    return Array.from(form.querySelectorAll("input[type=radio], input[type=checkbox]:not([name=take_out])"));
  }

  function written(form) {
    var words = {};
    texts(form).forEach(function (box) {
      words[box.name] = box.value;
    });
    choices(form).forEach(function (choice) {
      if (choice.checked) {
        words[choice.name] = choice.value;
      }
    });
    return words;
  }

  function putBack(form, words) {
    texts(form).forEach(function (box) {
      if (words[box.name]) {
        box.value = words[box.name];
        box.dispatchEvent(new Event("input"));
        var folded = box.closest("details");
        if (folded) {
          folded.open = true;
        }
      }
    });
    choices(form).forEach(function (choice) {
      if (words[choice.name] === choice.value) {
        choice.checked = true;
      }
    });
  }

  function isEmpty(form) {
    return texts(form).every(function (box) {
      return !box.value.trim();
    });
  }

  function say(form, note, words) {
    var now = new Date();
    var time = ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
    note.textContent = "✓ " + words.replace("{t}", time);
  }

  function keep(form, note) {
    var photos = Number(form.dataset.photoCount || 0);
    if (isEmpty(form) && !photos) {
      forget(slotOf(form));
      note.textContent = "";
      return;
    }
    var record = { at: Date.now(), owner: form.dataset.draftOwner, words: written(form), photos: photos };
    record.version = hidden(form, "version").value;
    try {
      store.setItem(slotOf(form), JSON.stringify(record));
    } catch (full) {
      return;
    }
    say(form, note, form.dataset.wordSaved);
  }

  /* The words to the server, where their photos are already. Two pages that write one draft are told so when they send
     it; until then this one stays on the phone. */
  function keepOnline(form, done) {
    var fields = new FormData(form);
    fields.delete("photos");
    window
      .fetch(form.dataset.draftSave, { method: "POST", body: fields, headers: { Accept: "application/json" } })
      .then(function (answer) {
        if (!answer.ok) {
          form.removeAttribute("data-draft-save");
          return;
        }
        return answer.json().then(function (saved) {
          hidden(form, "version").value = saved.version;
          done();
        });
      })
      .catch(function () {});
  }

  /* Says that an old text is back, and offers to begin with an empty page. */
  function announce(form, again) {
    var line = element("p", "notice gap-16");
    var button = element("button", "button button--small", form.dataset.wordAgain);
    line.setAttribute("role", "status");
    button.type = "button";
    button.addEventListener("click", function () {
      line.remove();
      again();
    });
    line.append(element("span", "", form.dataset.wordFound), button);
    form.prepend(line);
  }

  /* What was written before signing in belongs to whoever signs in; what somebody else wrote stays theirs. */
  function fits(form, draft) {
    return draft.words && (!draft.owner || draft.owner === form.dataset.draftOwner);
  }

  /* Whether the page shows these words already; the server has put line ends and blanks in order. */
  function shows(form, words) {
    var here = written(form);
    return Boolean(words) && Object.keys(Object.assign({}, here, words)).every(function (name) {
      return inOrder(here[name]) === inOrder(words[name]);
    });
  }

  function inOrder(text) {
    return (text || "").replace(/\r\n?/g, "\n").trim();
  }

  /* The slot of this very form; an empty page takes the newest one. */
  function found(form) {
    var own = slotOf(form);
    if (form.hasAttribute("data-draft-open") && shows(form, read(own).words)) {
      forget(own);
      return null;
    }
    var beginning = PREFIX + form.dataset.draft + ":";
    var candidates = slots().filter(function (slot) {
      var same = form.hasAttribute("data-draft-open") || !keyIn(own) ? slot === own : slot.indexOf(beginning) === 0;
      return same && fits(form, read(slot));
    });
    return candidates.sort(function (one, other) {
      return read(other).at - read(one).at;
    })[0];
  }

  /* The server's own row about a draft that is back on the page anyway. */
  function rowOf(key) {
    return key ? document.querySelector("[data-drafts] [data-draft-key='" + key + "']") : null;
  }

  function hideRow(key) {
    var row = rowOf(key);
    if (row) {
      row.hidden = true;
      var all = row.closest("[data-drafts]");
      all.hidden = !all.querySelector("[data-draft-key]:not([hidden])");
    }
  }

  /* Instead of the browser's own page about a missing net. */
  function sayOffline(form, button) {
    var old = document.querySelector("[data-offline-note]");
    var line = element("p", "notice notice--warn", form.dataset.wordOffline);
    line.setAttribute("role", "alert");
    line.setAttribute("data-offline-note", "");
    if (old) {
      old.remove();
    }
    (button || form.lastElementChild).before(line);
    window.addEventListener(
      "online",
      function () {
        line.remove();
      },
      { once: true }
    );
  }

  function isOnline(form) {
    return form.hasAttribute("data-draft-open") && form.dataset.draftSave;
  }

  function watch(form) {
    /* On "back" the browser would fill in again what has been sent; what has not been sent is kept here. */
    form.autocomplete = "off";
    var notes = texts(form).filter(function (box) {
      return box.dataset.limit;
    }).map(addCount);
    var note = notes[0];
    var empty = hidden(form, "key").value;
    var typed = form.hasAttribute("data-draft-typed");
    /* What the server has of a draft that was opened from there: this phone keeps only what goes beyond it. */
    var stored = form.hasAttribute("data-draft-open") && !typed ? written(form) : null;
    var timer;
    var onlineTimer;

    function afresh() {
      var row = rowOf(hidden(form, "key").value);
      if (row) {
        window.location = row.dataset.draftDiscard;
        return;
      }
      forget(slotOf(form));
      form.reset();
      hidden(form, "key").value = empty;
      hidden(form, "version").value = "0";
      form.dispatchEvent(new Event("afresh"));
      texts(form).forEach(function (box) {
        box.dispatchEvent(new Event("input"));
      });
    }

    function resume(slot) {
      var draft = read(slot);
      if (keyIn(slot)) {
        hidden(form, "key").value = keyIn(slot);
        hidden(form, "version").value = draft.version || "0";
      }
      form.dataset.photosKept = draft.photos || 0;
      form.dataset.photoCount = draft.photos || 0;
      form.toggleAttribute("data-draft-open", form.hasAttribute("data-draft-open") || Boolean(rowOf(keyIn(slot))));
      putBack(form, draft.words);
      announce(form, afresh);
      hideRow(keyIn(slot));
    }

    function now() {
      window.clearTimeout(timer);
      timer = 0;
      if (shows(form, stored)) {
        forget(slotOf(form));
      } else {
        keep(form, note);
      }
    }

    function savedOnline() {
      stored = stored && written(form);
      now();
      say(form, note, form.dataset.wordOnline);
    }

    function soon() {
      window.clearTimeout(timer);
      window.clearTimeout(onlineTimer);
      timer = window.setTimeout(now, PAUSE);
      if (isOnline(form)) {
        onlineTimer = window.setTimeout(function () {
          if (isOnline(form)) {
            keepOnline(form, savedOnline);
          }
        }, ONLINE_PAUSE);
      }
    }

    var slot = typed ? null : found(form);
    if (slot) {
      resume(slot);
    }
    form.addEventListener("input", soon);
    form.addEventListener("submit", function (event) {
      window.clearTimeout(onlineTimer);
      now();
      if (window.navigator.onLine === false) {
        event.preventDefault();
        event.stopImmediatePropagation();
        sayOffline(form, event.submitter);
      } else if (visit) {
        visit.setItem(SENDING, slotOf(form));
      }
    });
    window.addEventListener("pagehide", function () {
      if (timer) {
        now();
      }
    });
    if (typed) {
      now();
    }
  }

  /* What this tab was sending when it left for the page that is here now. */
  function takeSending() {
    var slot = visit ? visit.getItem(SENDING) || "" : "";
    if (visit) {
      visit.removeItem(SENDING);
    }
    return slot;
  }

  /* The draft that was thrown away on the page before, as the address says: its words and photos here go as well. */
  function takeGone() {
    var gone = new URLSearchParams(window.location.search).get("gone");
    if (gone) {
      slots()
        .filter(function (slot) {
          return keyIn(slot) === gone;
        })
        .forEach(forget);
      if (window.keptFiles) {
        window.keptFiles.clear(gone);
      }
      window.history.replaceState(null, "", window.location.pathname);
    }
  }

  var sending = takeSending();
  forgetOld();
  takeGone();
  document.querySelectorAll("[data-draft-done]").forEach(function (mark) {
    forget(PREFIX + mark.dataset.draftDone);
    if (sending.indexOf(PREFIX + mark.dataset.draftDone + ":") === 0) {
      forget(sending);
      window.draftSent = keyIn(sending);
    }
  });
  document.querySelectorAll("form[data-draft]").forEach(watch);

  /* After signing out nothing is kept, also where the answer's Clear-Site-Data is not known. The files go before the
     page does. */
  document.querySelectorAll("form[data-drafts-end]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      slots().forEach(forget);
      event.preventDefault();
      Promise.race([
        window.keptFiles.clear(),
        new Promise(function (done) {
          window.setTimeout(done, 1000);
        }),
      ]).then(function () {
        form.submit();
      });
    });
  });
})();
