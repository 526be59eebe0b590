//! Which file system a store's file is on: a write-ahead log needs memory that its users share,
//! which file systems on a network do not have.

use std::path::{Path, PathBuf};

/// A file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSystem {
    /// Its name, as mount tables have it: `ext4`, `nfs4`, `fuse.sshfs`; missing where the system
    /// does not tell.
    pub name: Option<String>,
    /// Whether its files are on another machine.
    pub is_network: bool,
    /// Bytes that are free on it for this user; missing where the system does not tell.
    pub free: Option<u64>,
}

/// Names of file systems whose files are on another machine, or shared with one.
const NETWORK: &[&str] = &[
    "9p",
    "acfs",
    "afpfs",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "gfs2",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "orangefs",
    "panfs",
    "prl_fs",
    "pvfs2",
    "smb2",
    "smb3",
    "smbfs",
    "sshfs",
    "vboxsf",
    "vmhgfs",
    "webdav",
];

/// Names behind `fuse.` of those that a program brings from elsewhere.
const NETWORK_BY_PROGRAM: &[&str] = &[
    "blobfuse",
    "blobfuse2",
    "ceph-fuse",
    "curlftpfs",
    "davfs2",
    "gcsfuse",
    "goofys",
    "google-drive-ocamlfuse",
    "gvfsd-fuse",
    "juicefs",
    "kio-fuse",
    "mfs",
    "mountpoint-s3",
    "nfs",
    "onedriver",
    "rclone",
    "s3fs",
    "seaweedfs",
    "smbnetfs",
    "vmhgfs-fuse",
];

fn is_network(name: &str) -> bool {
    match name.strip_prefix("fuse.") {
        Some(program) => NETWORK_BY_PROGRAM.contains(&program) || NETWORK.contains(&program),
        None => NETWORK.contains(&name),
    }
}

/// What the system says of a file system in one word, and the name that it stands for. Others,
/// and those of programs (`fuse`), have their name in the table of mounts alone.
#[cfg(any(target_os = "linux", test))]
const MAGIC: &[(u32, &str)] = &[
    (0xef53, "ext4"),
    (0x5846_5342, "xfs"),
    (0x9123_683e, "btrfs"),
    (0x794c_7630, "overlay"),
    (0x0102_1994, "tmpfs"),
    (0x2fc1_2fc1, "zfs"),
    (0xf2f5_2010, "f2fs"),
    (0x4d44, "vfat"),
    (0x2011_bab0, "exfat"),
    (0x7366_746e, "ntfs3"),
    (0x6969, "nfs"),
    (0x517b, "smbfs"),
    (0xff53_4d42, "cifs"),
    (0xfe53_4d42, "smb2"),
    (0x0102_1997, "9p"),
    (0x5346_414f, "afs"),
    (0x6b41_4653, "afs"),
    (0x7375_7245, "coda"),
    (0x564c, "ncpfs"),
    (0x00c3_6400, "ceph"),
    (0x0bd0_0bd0, "lustre"),
    (0x4750_4653, "gpfs"),
    (0x0116_1970, "gfs2"),
    (0x7461_636f, "ocfs2"),
    (0x2003_0528, "orangefs"),
    (0x1983_0326, "beegfs"),
    (0x786f_4256, "vboxsf"),
];

/// Returns the file system that `path` is on, or will be where there is no such file yet.
///
/// On Linux one call of the system answers for those that are usual; the table of mounts is read
/// for the others. Elsewhere only the path is looked at: `\\server\folder`.
pub fn file_system(path: &Path) -> FileSystem {
    let there = nearest(path);
    let (name, free) = told(&there);
    let unc = !cfg!(target_os = "linux") && there.to_string_lossy().starts_with(r"\\");
    FileSystem { is_network: unc || name.as_deref().is_some_and(is_network), name, free }
}

/// Returns what the system tells of the file system of a path that is there: name and free bytes.
#[cfg(target_os = "linux")]
fn told(path: &Path) -> (Option<String>, Option<u64>) {
    let Ok(found) = rustix::fs::statfs(path) else { return (None, None) };
    let free = u64::try_from(found.f_bsize).ok().map(|size| found.f_bavail.saturating_mul(size));
    // Its word for the file system is as wide as the machine's; all that are known have 32 bits.
    #[allow(clippy::useless_conversion, reason = "the word has 32 bits on some machines")]
    let magic = u32::try_from(i64::from(found.f_type) & 0xffff_ffff).unwrap_or(0);
    if let Some((_, name)) = MAGIC.iter().find(|(known, _)| *known == magic) {
        return (Some((*name).to_owned()), free);
    }
    let table = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    (mounted(&table, &whole), free)
}

#[cfg(not(target_os = "linux"))]
fn told(_: &Path) -> (Option<String>, Option<u64>) {
    (None, None)
}

/// Returns the path itself where there is something, else the nearest folder above it.
fn nearest(path: &Path) -> PathBuf {
    let there = path.ancestors().find(|above| above.exists());
    match there {
        Some(above) if above.as_os_str().is_empty() => PathBuf::from("."),
        Some(above) => above.to_owned(),
        None => PathBuf::from("."),
    }
}

/// Returns the name of the file system that the table of mounts (`/proc/self/mountinfo`) has for
/// `path`, which is whole and without links; `None` where it has none.
#[cfg(any(target_os = "linux", test))]
fn mounted(table: &str, path: &Path) -> Option<String> {
    let mut found: Option<(usize, &str)> = None;
    for line in table.lines() {
        let Some((mount, rest)) = line.split_once(" - ") else { continue };
        let Some(point) = mount.split(' ').nth(4).map(unescaped) else { continue };
        let Some(name) = rest.split(' ').next() else { continue };
        // Of two at one place the later one hides the other.
        let longest = found.is_none_or(|(length, _)| length <= point.len());
        if longest && path.starts_with(&point) {
            found = Some((point.len(), name));
        }
    }
    found.map(|(_, name)| name.to_owned())
}

/// Returns a path of the table of mounts, in which blanks are written `\040`.
#[cfg(any(target_os = "linux", test))]
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend(&rest.as_bytes()[..at]);
        let code = rest.get(at + 1..at + 4).and_then(|code| u8::from_str_radix(code, 8).ok());
        bytes.push(code.unwrap_or(b'\\'));
        rest = &rest[at + if code.is_some() { 4 } else { 1 }..];
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 0:30 / /home rw,relatime shared:2 - nfs4 files:/home rw,vers=4.2
31 30 254:1 / /home/local rw - xfs /dev/vdb rw
32 27 0:40 / /mnt/with\\040blank rw,nosuid - fuse.sshfs me@host: rw,user_id=0
33 27 0:41 / /mnt/c rw - 9p C:\\134 rw
34 27 0:42 / /mnt/share rw - ext4 /dev/vdc rw
35 34 0:43 / /mnt/share rw - cifs //files/share rw
36 27 0:44 / /mnt/disk rw - fuse.ntfs-3g /dev/vdd rw
37 27 0:45 / /afs rw - afs none rw
no line of a table
";

    #[test]
    fn the_table_of_mounts_names_the_file_system_of_a_path() {
        for (path, name, network) in [
            ("/kam.db", "ext4", false),
            ("/homework/kam.db", "ext4", false),
            ("/home/wang/kam.db", "nfs4", true),
            ("/home/local/kam.db", "xfs", false),
            ("/mnt/with blank/kam.db", "fuse.sshfs", true),
            ("/mnt/c/Users/kam.db", "9p", true),
            ("/mnt/share/kam.db", "cifs", true),
            ("/mnt/disk/kam.db", "fuse.ntfs-3g", false),
            ("/afs/kam.db", "afs", true),
        ] {
            let found = mounted(TABLE, Path::new(path)).unwrap();
            assert_eq!(found, name, "{path}");
            assert_eq!(is_network(&found), network, "{path}");
        }
        assert_eq!(mounted("", Path::new("/kam.db")), None);
    }

    #[test]
    fn every_word_of_the_system_has_one_meaning() {
        for (place, (magic, name)) in MAGIC.iter().enumerate() {
            assert!(MAGIC[..place].iter().all(|(other, _)| other != magic), "{name}");
        }
        for local in ["ext4", "xfs", "btrfs", "overlay", "tmpfs", "zfs", "fuseblk", "virtiofs"] {
            assert!(!is_network(local), "{local}");
        }
        for network in ["nfs", "smb2", "cifs", "9p", "afs", "fuse.sshfs", "fuse.glusterfs"] {
            assert!(is_network(network), "{network}");
        }
    }

    #[test]
    fn what_is_not_there_yet_will_be_on_the_folder_s_file_system() {
        let folder = tempfile::tempdir().unwrap();
        let here = file_system(folder.path());
        assert_eq!(file_system(&folder.path().join("not/yet/kam.db")).name, here.name);
        assert!(!here.is_network, "{here:?}");
        assert_eq!(nearest(Path::new("no-such-file.db")), Path::new("."));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_tells_of_its_own_file_systems() {
        assert_eq!(file_system(Path::new("/proc/self")).name.as_deref(), Some("proc"));
        assert!(file_system(Path::new("/")).free.is_some());
    }
}
