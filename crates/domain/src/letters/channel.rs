//! Every way by which something leaves the house.

use crate::words::word_list;

word_list! {
    /// A way out of the house. Whatever sends, prints or gives a file away registers here, so that the
    /// search for what is private in everything that goes out can walk this one list.
    OutgoingChannel {
        Smtp = "smtp", "メール";
        /// Sheets that people print and take along.
        Paper = "paper", "紙（PDF）";
        /// What came of an import, as a file for a spreadsheet or a program.
        Report = "report", "取り込みの報告のファイル";
    }
}
