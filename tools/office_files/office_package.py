"""The zip package of an uploaded Office file, opened without trusting it.

    >>> try:
    ...     open_package(b"plain text", 1000)
    ... except PackageError as error:
    ...     print(type(error).__name__)
    NotAPackage

Needs neither Odoo nor a database. The caller puts the errors into sentences.
"""

import io
import zipfile

OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_HEAD = b"PK\x03\x04"
# An encrypted workbook or document is an old container around a stream of this name.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MAX_PARTS = 2000


class PackageError(ValueError):
    """The file is no Office package that can be read."""


class NotAPackage(PackageError):
    """The file is no Office document at all."""


class OldPackage(PackageError):
    """The file was saved in the binary Office format of before 2007."""


class EncryptedPackage(PackageError):
    """The file is protected by a password."""


class BrokenPackage(PackageError):
    """The file begins like a package, and the rest of it is damaged or makes no sense."""


class SwollenPackage(PackageError):
    """The file unfolds to more than its kind ever needs (a zip bomb)."""


def open_package(content: bytes, max_unpacked: int) -> zipfile.ZipFile:
    """Return the opened package of an Office file; its parts may not unfold without measure.

    What a part declares as its size is what ``zipfile`` reads at most, so a package that lies
    about it is found broken later and never fills the memory.

    :param content: the file.
    :param max_unpacked: bytes that all parts together may unfold to.
    :raises PackageError: one of its subclasses, by what is wrong.
    """
    if content.startswith(OLE_HEAD):
        raise EncryptedPackage if _ENCRYPTED_STREAM in content else OldPackage
    if not content.startswith(ZIP_HEAD):
        raise NotAPackage
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BrokenPackage from error
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > max_unpacked:
        package.close()
        raise SwollenPackage
    if any(part.flag_bits & 1 for part in parts):
        package.close()
        raise EncryptedPackage
    return package


def refuse_entities(package: zipfile.ZipFile) -> None:
    """Refuse parts that declare a document type, and with it entities.

    :raises BrokenPackage: no Office program writes such a part.
    """
    for part in package.infolist():
        with package.open(part) as stream:
            if b"<!DOCTYPE" in stream.read(2048):
                raise BrokenPackage
