/* Photos that go along with their form: previews, a way to take one out again, and smaller pictures. The words come
   from the page. Without this script the plain boxes work. */
(function () {
  "use strict";

  var element = window.pictures.element;

  function canSetFiles() {
    try {
      return new DataTransfer().items !== undefined;
    } catch (old) {
      return false;
    }
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
        var item = window.pictures.thumb(one.unread ? "" : one.address, String(index + 1), words, function () {
          takeOut(one);
        });
        item.classList.toggle("thumb--failed", one.unread);
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

    function add(file) {
      var one = { file: file, address: URL.createObjectURL(file), working: true, unread: false };
      chosen.push(one);
      working += 1;
      window.pictures.shrunk(file, one.address).then(function (made) {
        one.file = made.file;
        one.unread = made.unread;
        one.working = false;
        working -= 1;
        carry();
        draw();
        if (waiting && !working) {
          form.requestSubmit ? form.requestSubmit() : form.submit();
        }
      });
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
