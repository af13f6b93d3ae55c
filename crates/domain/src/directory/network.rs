//! What changes of a network (圏域のネットワーク) in the course of time.

use crate::words::word_list;

word_list! {
    /// What an act changed of a network, as the change log keeps it.
    NetworkField {
        /// The network was founded with a name and an area.
        Founded = "network", "ネットワークを置いた";
        /// Its name.
        Name = "name", "名前";
        /// The municipalities it looks after.
        Area = "area", "担当する地域";
        /// What it says of itself.
        About = "about", "紹介";
        /// The agency that answers for it.
        Secretariat = "secretariat", "事務局";
        /// The organizations that belong to it.
        Members = "members", "入っている法人";
    }
}
