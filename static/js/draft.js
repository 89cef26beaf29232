/* Keeps what is being written on this phone: across reload, sign-in and a dead network, for 14 days.
   Forms ask for it with data-draft; the words come from the page. Nothing leaves the phone. */
(function () {
  "use strict";

  var PREFIX = "draft:";
  var DAYS = 14;
  var PAUSE = 500;

  function storage() {
    try {
      return window.localStorage;
    } catch (refused) {
      return null;
    }
  }

  var store = storage();
  if (!store) {
    return;
  }

  function forget(name) {
    store.removeItem(PREFIX + name);
  }

  function names() {
    return Object.keys(store).filter(function (key) {
      return key.indexOf(PREFIX) === 0;
    });
  }

  function read(key) {
    try {
      return JSON.parse(store.getItem(key)) || {};
    } catch (damaged) {
      return {};
    }
  }

  function forgetOld() {
    names().forEach(function (key) {
      var age = Date.now() - (read(key).at || 0);
      if (age > DAYS * 24 * 3600 * 1000) {
        store.removeItem(key);
      }
    });
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
    return Array.from(form.querySelectorAll("textarea[name]"));
  }

  function written(form) {
    var words = {};
    texts(form).forEach(function (box) {
      words[box.name] = box.value;
    });
    form.querySelectorAll("input[type=radio]:checked").forEach(function (choice) {
      words[choice.name] = choice.value;
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
    form.querySelectorAll("input[type=radio]").forEach(function (choice) {
      if (words[choice.name] === choice.value) {
        choice.checked = true;
      }
    });
  }

  function keep(form, note) {
    var key = PREFIX + form.dataset.draft;
    var empty = texts(form).every(function (box) {
      return !box.value.trim();
    });
    if (empty) {
      store.removeItem(key);
      note.textContent = "";
      return;
    }
    try {
      store.setItem(
        key,
        JSON.stringify({ at: Date.now(), owner: form.dataset.draftOwner, words: written(form) })
      );
    } catch (full) {
      return;
    }
    var now = new Date();
    var time = ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
    note.textContent = "✓ " + form.dataset.wordSaved.replace("{t}", time);
  }

  /* Says that an old text is back, and offers to begin with an empty page. */
  function announce(form) {
    var line = element("p", "notice gap-16");
    var again = element("button", "button button--small", form.dataset.wordAgain);
    line.setAttribute("role", "status");
    again.type = "button";
    again.addEventListener("click", function () {
      forget(form.dataset.draft);
      form.reset();
      texts(form).forEach(function (box) {
        box.dispatchEvent(new Event("input"));
      });
      line.remove();
    });
    line.append(element("span", "", form.dataset.wordFound), again);
    form.prepend(line);
  }

  function found(form) {
    var draft = read(PREFIX + form.dataset.draft);
    if (!draft.words) {
      return null;
    }
    /* What was written before signing in belongs to whoever signs in; what somebody else wrote stays theirs. */
    return !draft.owner || draft.owner === form.dataset.draftOwner ? draft.words : null;
  }

  function watch(form) {
    /* On "back" the browser would fill in again what has been sent; what has not been sent is kept here. */
    form.autocomplete = "off";
    var notes = texts(form).filter(function (box) {
      return box.dataset.limit;
    }).map(addCount);
    var words = found(form);
    var timer;
    if (words && !form.hasAttribute("data-draft-typed")) {
      putBack(form, words);
      announce(form);
    }
    function now() {
      window.clearTimeout(timer);
      keep(form, notes[0]);
    }
    form.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(now, PAUSE);
    });
    window.addEventListener("pagehide", function () {
      if (timer) {
        now();
      }
    });
    if (form.hasAttribute("data-draft-typed")) {
      now();
    }
  }

  forgetOld();
  document.querySelectorAll("[data-draft-done]").forEach(function (mark) {
    forget(mark.dataset.draftDone);
  });
  document.querySelectorAll("form[data-draft]").forEach(watch);
  document.querySelectorAll("form[data-drafts-end]").forEach(function (form) {
    form.addEventListener("submit", function () {
      names().forEach(function (key) {
        store.removeItem(key);
      });
    });
  });
})();
