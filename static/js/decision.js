/* Shows only the fields that the chosen decision needs; without this script all of them stand there with their hints. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-decision]");
  if (!form) {
    return;
  }

  function fit() {
    var chosen = form.querySelector("input[name=decision]:checked");
    Array.prototype.forEach.call(form.querySelectorAll("[data-for]"), function (part) {
      part.hidden = !chosen || part.getAttribute("data-for").split(" ").indexOf(chosen.value) < 0;
    });
  }

  form.addEventListener("change", fit);
  fit();
})();
