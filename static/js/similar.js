/* Has somebody said it already? Asks while a suggestion is being written, joins one in place, and opens the reviewer's
   list of what may be about the same thing. Everything here also works by page, without this script. */
(function () {
  "use strict";

  var SHORTEST = 6;
  var PAUSE = 900;
  var REST = 60 * 1000;

  function token() {
    return document.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  /* The page's own answer as text; refused or offline it is an error. */
  function ask(address, words) {
    var data = new URLSearchParams(words || {});
    data.set("part", "1");
    if (!words) {
      return window.fetch(address + "?" + data, { credentials: "same-origin" }).then(read);
    }
    data.set("csrfmiddlewaretoken", token());
    return window.fetch(address, { method: "POST", body: data, credentials: "same-origin" }).then(read);
  }

  function read(answer) {
    if (!answer.ok || answer.redirected) {
      throw new Error(answer.status);
    }
    return answer.text();
  }

  function watch(part) {
    var form = part.closest("form");
    var box = form.querySelector("textarea[name=problem]");
    var list = part.querySelector("[data-similar-list]");
    var status = part.querySelector("[data-similar-status]");
    var button = part.querySelector("[data-similar-look]");
    var asked = "";
    var said = "";
    var restUntil = 0;
    var timer;

    /* What is typed on after a question makes its answer worthless. */
    function show(text, html, wanted) {
      var found;
      if (text !== asked) {
        return;
      }
      list.innerHTML = html;
      found = list.querySelector("[data-said]");
      if (!wanted && !list.querySelector("[data-found]")) {
        list.textContent = "";
        found = null;
      }
      if (!found || found.dataset.said !== said || wanted) {
        said = found ? found.dataset.said : "";
        status.textContent = said;
      }
    }

    function look(wanted) {
      var text = box.value.trim();
      window.clearTimeout(timer);
      if (!wanted && (text === asked || text.length < SHORTEST || Date.now() < restUntil)) {
        return;
      }
      asked = text;
      ask(part.dataset.similar, { problem: text }).then(function (html) {
        show(text, html, wanted);
      }).catch(function () {
        /* Nobody has to wait for this: it is asked again after a while, or by the button. */
        restUntil = Date.now() + REST;
        status.textContent = list.textContent = wanted ? part.dataset.wordFailed : "";
      });
    }

    button.type = "button";
    button.addEventListener("click", function () {
      look(true);
    });
    box.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, PAUSE, false);
    });
    list.addEventListener("click", function (event) {
      join(event, status);
    });
  }

  /* “I have met this too”, without leaving what is being written. */
  function join(event, status) {
    var button = event.target.closest ? event.target.closest("[data-back]") : null;
    var item = button && button.closest("[data-item]");
    if (!button || button.getAttribute("aria-disabled")) {
      return;
    }
    event.preventDefault();
    button.setAttribute("aria-disabled", "true");
    ask(button.getAttribute("formaction"), {}).then(function (html) {
      var place = document.createElement("ul");
      place.innerHTML = html;
      status.textContent = place.querySelector(".row").textContent.trim();
      item.replaceWith(place.firstElementChild);
    }).catch(function () {
      button.removeAttribute("aria-disabled");
    });
  }

  /* The reviewer's list opens where the link stands; a choice goes into the form that is open already. */
  function open(event) {
    var link = event.target.closest ? event.target.closest("[data-likely], [data-into]") : null;
    if (!link) {
      return;
    }
    if (link.hasAttribute("data-into")) {
      choose(event, link);
      return;
    }
    event.preventDefault();
    ask(link.href).then(function (html) {
      document.querySelector("[data-likely-list]").innerHTML = html;
      link.closest("p").hidden = true;
    }).catch(function () {
      window.location.assign(link.href);
    });
  }

  function choose(event, link) {
    var form = document.querySelector("form[data-decision]");
    var merged = form && form.querySelector("input[name=decision][value=merged]");
    if (!merged) {
      return;
    }
    event.preventDefault();
    merged.checked = true;
    merged.dispatchEvent(new Event("change", { bubbles: true }));
    form.querySelector("[name=into]").value = link.getAttribute("data-into");
    form.querySelector("textarea[name=answer]").focus();
  }

  document.querySelectorAll("[data-similar]").forEach(watch);
  document.addEventListener("click", open);
})();
