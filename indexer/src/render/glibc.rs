//! Lets npm's Zola load on Linux systems with a C library older than 2.39.
//!
//! Its binding asks for version `GLIBC_2.39` although it only uses two symbols
//! of it, both weak: it works without them. The loader refuses all the same,
//! unless the version's entry in `.gnu.version_r` is marked weak too
//! (`VER_FLG_WEAK`; see the System V gABI, "Symbol Versioning", and
//! `elf/dl-version.c` of glibc). We set that mark, and only after having seen
//! that every symbol of the version is weak.

use object::elf::{self, FileHeader64};
use object::read::elf::{FileHeader as _, SectionHeader as _, Sym as _};
use object::{Endianness, ReadRef as _};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

const VERSION: &[u8] = b"GLIBC_2.39";

/// What was wrong with a binding we meant to mend.
#[derive(Debug, thiserror::Error)]
pub enum GlibcError {
    /// Not an ELF file as expected.
    #[error("it is not an ELF library we can read: {0}")]
    Elf(#[from] object::read::Error),
    /// It does not ask for the version.
    #[error("it does not ask for GLIBC_2.39")]
    NotNeeded,
    /// It really needs a newer C library.
    #[error("it needs `{0}` of GLIBC_2.39, which this system's C library does not have")]
    Strong(String),
    /// It could not be read or written.
    #[error("it could not be changed: {0}")]
    Io(#[from] io::Error),
}

/// Marks the need for `GLIBC_2.39` in the library at `path` as weak.
///
/// The file is replaced in one step, so a process that has it loaded keeps
/// its copy.
///
/// # Errors
///
/// [`GlibcError`] if that would not be right or not possible; the file is
/// unchanged then.
pub fn weaken(path: &Path) -> Result<(), GlibcError> {
    let mut bytes = fs::read(path)?;
    let flags_at = flags_offset(&bytes)?;
    bytes[flags_at..flags_at + 2].copy_from_slice(&elf::VER_FLG_WEAK.0.to_le_bytes());
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&bytes)?;
    file.as_file()
        .set_permissions(fs::metadata(path)?.permissions())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Where the flags of the version's `Elf64_Vernaux` lie, if every symbol of
/// the version is weak.
fn flags_offset(bytes: &[u8]) -> Result<usize, GlibcError> {
    let header = FileHeader64::<Endianness>::parse(bytes)?;
    let endian = header.endian()?;
    let sections = header.sections(endian, bytes)?;
    let (mut needs, strings_section) = sections
        .gnu_verneed(endian, bytes)?
        .ok_or(GlibcError::NotNeeded)?;
    let strings = sections.strings(endian, bytes, strings_section)?;
    let mut found = None;
    while let Some((_, mut auxes)) = needs.next()? {
        while let Some(aux) = auxes.next()? {
            if aux.name(endian, strings)? == VERSION {
                found = Some(aux);
            }
        }
    }
    let aux = found.ok_or(GlibcError::NotNeeded)?;
    let index = aux.vna_other.get(endian).0 & elf::VERSYM_VERSION;
    let symbols = sections.symbols(endian, bytes, elf::SHT_DYNSYM)?;
    let (versions, _) = sections
        .gnu_versym(endian, bytes)?
        .ok_or(GlibcError::NotNeeded)?;
    for (symbol, version) in symbols.iter().zip(versions) {
        let of_version = version.0.get(endian).0 & elf::VERSYM_VERSION == index;
        if of_version && symbol.st_bind() != elf::STB_WEAK {
            let name = symbol.name(endian, symbols.strings()).unwrap_or_default();
            return Err(GlibcError::Strong(
                String::from_utf8_lossy(name).into_owned(),
            ));
        }
    }
    // The entry borrows from `bytes`: its distance from the start is its offset.
    let section = sections
        .iter()
        .find(|section| section.sh_type(endian) == elf::SHT_GNU_VERNEED)
        .ok_or(GlibcError::NotNeeded)?;
    let (start, size) = (section.sh_offset(endian), section.sh_size(endian));
    let table = bytes
        .read_bytes_at(start, size)
        .map_err(|()| GlibcError::NotNeeded)?;
    let hash = aux.vna_hash.get(endian).to_le_bytes();
    let other = aux.vna_other.get(endian).0.to_le_bytes();
    let entry = (0..table.len().saturating_sub(16))
        .step_by(4)
        .find(|&at| table[at..at + 4] == hash && table[at + 6..at + 8] == other)
        .ok_or(GlibcError::NotNeeded)?;
    let start = usize::try_from(start).map_err(|_| GlibcError::NotNeeded)?;
    Ok(start + entry + 4)
}
