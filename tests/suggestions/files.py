"""Files that people send as photos, and should not."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

MEGABYTE = 1024 * 1024


def upload(name, content, kind="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type=kind)


def words_as_jpeg():
    return upload("fake.jpg", b"this is no photo, whatever its name says")


def gif_as_jpeg():
    buffer = io.BytesIO()
    Image.new("P", (8, 8)).save(buffer, "GIF")
    return upload("dance.jpg", buffer.getvalue())


def svg():
    return upload(
        "drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml"
    )


def nothing():
    return upload("empty.jpg", b"")


def half_a_jpeg():
    buffer = io.BytesIO()
    Image.effect_noise((600, 600), 50).save(buffer, "JPEG")
    return upload("half.jpg", buffer.getvalue()[: len(buffer.getvalue()) // 2])


def nine_megabytes():
    return upload("large.jpg", b"\xff\xd8\xff\xe0" + b"0" * (9 * MEGABYTE))


def heic():
    return upload("IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"0" * 64, "image/heic")


def png_of(width, height, name):
    """A small file that declares a picture of that many pixels."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1024), 9)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return upload(name, content, "image/png")


def too_wide():
    return png_of(12_001, 10, "wide.png")


def over_fifty_megapixels():
    return png_of(8_000, 7_000, "bomb.png")


def over_a_hundred_megapixels():
    return png_of(11_900, 11_900, "bomb.png")


def jpeg_with_place(size=(60, 40)):
    """A photo as a phone takes it: lying on its side, with the place in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (32.0, 26.0, 33.0)
    buffer = io.BytesIO()
    Image.new("RGB", size, "steelblue").save(buffer, "JPEG", exif=exif)
    return upload("phone.jpg", buffer.getvalue())


def jpeg_with_damaged_notes():
    """A photo lying on its side, with a width in its notes that is a word."""
    exif = Image.Exif()
    exif[0x010F] = "x"
    exif[0x0112] = 6
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "steelblue").save(buffer, "JPEG", exif=exif)
    return upload("notes.jpg", buffer.getvalue().replace(b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02"))


HOSTILE = {
    words_as_jpeg: "“fake.jpg” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture.",
    gif_as_jpeg: "“dance.jpg” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture.",
    svg: "“drawing.svg” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture.",
    nothing: "“empty.jpg” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture.",
    half_a_jpeg: "“half.jpg” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture.",
    nine_megabytes: "“large.jpg” is larger than 8 MB. Please choose a smaller photo.",
    heic: "“IMG_0001.HEIC” is a HEIC photo. Please save it as JPEG, or set the camera to “most compatible”.",
    too_wide: "“wide.png” is more than 12,000 pixels wide or high.",
    over_fifty_megapixels: "“bomb.png” has more than 50 million pixels. Please choose a smaller photo.",
    over_a_hundred_megapixels: "“bomb.png” has more than 50 million pixels. Please choose a smaller photo.",
}
