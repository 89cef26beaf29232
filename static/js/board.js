/* A board that could not fetch itself keeps its last good page and says how old that is. */
(function () {
  "use strict";

  var CYCLES_UNTIL_STALE = 2;
  var CYCLE = 300 * 1000;
  var DAY = 24 * 3600 * 1000;
  var missed = 0;

  function missedOne() {
    missed += 1;
    var time = document.querySelector("[data-board-time]");
    if (!time) {
      return;
    }
    if (missed >= CYCLES_UNTIL_STALE) {
      time.classList.add("board__stale");
    }
    if (missed * CYCLE >= DAY && !time.hasAttribute("data-said")) {
      time.setAttribute("data-said", "");
      time.textContent += " · " + time.getAttribute("data-offline");
    }
  }

  document.addEventListener("htmx:sendError", missedOne);
  document.addEventListener("htmx:timeout", missedOne);
  document.addEventListener("htmx:responseError", function (event) {
    /* A board that was taken back has to go from the wall at once. */
    if (event.detail.xhr.status === 404) {
      window.location.reload();
    } else {
      missedOne();
    }
  });
  document.addEventListener("htmx:afterSwap", function () {
    missed = 0;
  });
})();
