//! Our own lists of words, in the order in which people read them.

use renkei_domain::text::fold;
use renkei_exchange::hsds::{Item, Term, Vocabulary};

use super::{HsdsList, HsdsQuestion};

/// The taxonomies, or the terms, that a question leaves; of another list nothing.
pub(super) fn items(list: HsdsList, question: &HsdsQuestion) -> Vec<Item> {
    let sought: Vec<String> = question.text.split_whitespace().map(fold).collect();
    let fits = |word: &str| {
        let word = fold(word);
        sought.iter().all(|part| word.contains(part.as_str()))
    };
    match list {
        HsdsList::Taxonomies => {
            let lists = Vocabulary::ALL.into_iter();
            let found = lists.filter(|list| fits(list.word()));
            found.map(|list| Item::Taxonomy(list.written())).collect()
        }
        HsdsList::TaxonomyTerms => {
            let of_list = |term: &Term| {
                let list = term.vocabulary().id();
                question.taxonomy.is_none_or(|asked| asked == list)
            };
            let above = |term: &Term| term.parent().map(Term::id);
            let found = Term::all()
                .filter(|term| fits(term.word()))
                .filter(of_list)
                .filter(|term| !question.top_only || term.parent().is_none())
                .filter(|term| question.parent.is_none() || above(term) == question.parent);
            found.map(|term| Item::Term(term.written())).collect()
        }
        HsdsList::Services | HsdsList::Organizations | HsdsList::ServiceAtLocations => Vec::new(),
    }
}
