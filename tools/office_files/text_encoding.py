"""Texts as Excel, WPS and editors save them in China, decoded."""


def decode_text(content: bytes) -> str:
    """Return a text: UTF-16 with a mark, UTF-8 with or without one, or GB18030 (so GBK, GB2312).

    A stray NUL, which some programs leave behind, is dropped; many of them are no text.

    >>> decode_text("整治".encode("utf-8-sig")), decode_text("整治".encode("gbk"))
    ('整治', '整治')
    >>> decode_text("整治".encode("utf-16")), decode_text(b"a,b" * 50 + bytes(1))[-3:]
    ('整治', 'a,b')

    :raises UnicodeError: when it is none of these.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\0") * 100 < len(text):
            return text.replace("\0", "")
    raise UnicodeError("neither UTF-8, UTF-16 nor GB18030")
