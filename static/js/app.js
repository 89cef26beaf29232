/* Small comforts on top of pages that work without any script. */
(function () {
  "use strict";

  /* Styles that hide a native control behind a nicer one hold only while this script runs. */
  document.documentElement.classList.add("js");

  /* A signed-in page kept alive by the browser (iOS, on "back") may be out of date: fetch it again. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.body.hasAttribute("data-fresh")) {
      window.location.reload();
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    /* What is missing is read out first. */
    var summary = document.getElementById("error-summary");
    if (summary) {
      summary.focus();
    }

    /* The button that was pressed says so; the form's key makes a second press harmless. */
    document.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (button && button.hasAttribute("data-busy")) {
        button.setAttribute("aria-disabled", "true");
        button.textContent = button.getAttribute("data-busy");
      }
    });

    /* Printing needs a script, so the button is hidden without one. */
    document.addEventListener("click", function (event) {
      var button = event.target.closest ? event.target.closest("[data-print]") : null;
      if (button) {
        window.print();
      }
    });
  });
})();
