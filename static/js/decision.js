/* Shows only the fields that the chosen decision needs; without this script all of them stand there with their hints.
   A ready sentence goes into the box behind what is there already, and only when it was chosen. */
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

  function begin(event) {
    var link = event.target.closest ? event.target.closest("[data-say]") : null;
    if (!link) {
      return;
    }
    var box = form.querySelector("textarea[name=answer]");
    event.preventDefault();
    box.value = (box.value.trim() ? box.value.trim() + "\n" : "") + link.getAttribute("data-say");
    link.closest("details").open = false;
    box.focus();
  }

  form.addEventListener("change", fit);
  form.addEventListener("click", begin);
  fit();
})();
