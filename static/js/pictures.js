/* Pictures of at most 1600 pixels, so that they leave a workshop with a weak signal. For photos.js and uploads.js. */
window.pictures = (function () {
  "use strict";

  var SIDE = 1600;
  var QUALITY = 0.82;
  var SMALL_ENOUGH = 400 * 1024;

  function element(tag, className, text) {
    var made = document.createElement(tag);
    made.className = className || "";
    made.textContent = text || "";
    return made;
  }

  function smaller(picture, file) {
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

  /* Resolves with the file to send; `unread` when this browser does not know it as a picture. The server knows more
     kinds of trouble and names them. */
  function shrunk(file, address) {
    return new Promise(function (done) {
      var picture = new Image();
      picture.onload = function () {
        smaller(picture, file).then(function (small) {
          done({ file: small, unread: false });
        });
      };
      picture.onerror = function () {
        done({ file: file, unread: true });
      };
      picture.src = address;
    });
  }

  /* One picture of the list, with a way to take it out again. */
  function thumb(address, number, words, takeOut) {
    var item = element("li", "thumb");
    if (address) {
      var shown = document.createElement("img");
      shown.src = address;
      shown.alt = words.wordPhoto.replace("{n}", number);
      item.append(shown);
    }
    var remove = element("button", "thumb__remove");
    var cross = element("span", "", "✕");
    remove.type = "button";
    cross.setAttribute("aria-hidden", "true");
    remove.append(cross, element("span", "visually-hidden", words.wordRemove.replace("{n}", number)));
    remove.addEventListener("click", takeOut);
    item.append(remove);
    return item;
  }

  return { element: element, shrunk: shrunk, thumb: thumb };
})();
