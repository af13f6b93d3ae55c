//! How a backup that was not taken, or not brought back, is told to people and to programs.

use std::path::Path;

use super::BackupFault;
use crate::wiring::report_store;
use crate::{Ended, voice};

impl BackupFault {
    /// Tells people why, and how the command ends. The file is the one of the backup.
    pub fn report(&self, file: &Path) -> Ended {
        let file = file.display();
        let (code, japanese, ended) = match self {
            Self::Store(fault) => return report_store(fault),
            Self::NotABackup => (
                "NOT_A_BACKUP",
                format!("{file} は、この版の renkei が読める控えではありません。ファイルの名前を確かめてください。"),
                Ended::Usage,
            ),
            Self::WrongKey { needed, given } => (
                "BACKUP_KEY_WRONG",
                format!("この控えは、控えの鍵（印 {needed}）で開きます。いまの鍵の印は {given} です。何も書かずに止めました。印 {needed} の紙をさがしてください。"),
                Ended::Usage,
            ),
            Self::Damaged => (
                "BACKUP_DAMAGED",
                "控えのファイルが壊れています（書きかえられたか、途中で切れています）。何も書かずに止めました。別の控えを使ってください。".to_owned(),
                Ended::Damaged,
            ),
            Self::Unsound(_) => (
                "BACKUP_UNSOUND",
                "控えの中のデータベースが正しくありません。別の控えを使ってください。".to_owned(),
                Ended::Damaged,
            ),
            Self::Exists => (
                "FILE_EXISTS",
                format!("{file} は もうあります。控えは上書きしません。別の名前にしてください。"),
                Ended::Usage,
            ),
            Self::AtWork => (
                "ALREADY_BACKING_UP",
                "同じデータの控えを、ほかの renkei backup が取っています。終わってから、もう一度お試しください。".to_owned(),
                Ended::Refused,
            ),
            Self::NoTool(tool) => (
                "NO_PG_TOOLS",
                format!("PostgreSQL の控えには、PostgreSQL の道具（{tool}）が要ります。サーバと同じか新しい版のものを入れて、PATH に置いてください（Debian では postgresql-client）。"),
                Ended::Refused,
            ),
            Self::Tool { tool, .. } => (
                "PG_TOOL",
                format!("PostgreSQL の {tool} が止まりました。道具の版がサーバより古くないか、データベースに入れるかを確かめてください。"),
                Ended::Refused,
            ),
            Self::File(_) => (
                "FILE",
                format!("控えのファイル（{file}）かデータのフォルダを、読み書きできません。場所と権限、空き容量を確かめてください。"),
                Ended::Refused,
            ),
        };
        voice::complain(code, &japanese, &self.to_string());
        ended
    }
}
