//! What others would read of one's own map, seen before it is shown to anybody.

use renkei_domain::access::principal::Principal;
use renkei_domain::consent::Categories;
use renkei_domain::map::{CurrentContact, ResourceMap, cut_to, shared_copy, shown_categories};
use renkei_domain::text::Line;

use super::{MapRefusal, may_keep_map};
use crate::App;
use crate::directory::register::Outcome;

/// A copy of one's own map as others would read it.
#[derive(Debug, Clone)]
pub struct MapPreview {
    /// The map, cut.
    pub map: ResourceMap,
    /// What the directory says now of its entries.
    pub current: Vec<CurrentContact>,
    /// Of what a copy could tell, with what stands on the map today: nobody of a closed employer is in it.
    pub could_show: Categories,
    /// Who stands on the map and on no copy, because they are of the employer or nobody said that they are not.
    pub left_out: Vec<Line>,
}

fn left_out(map: &ResourceMap, copy: &ResourceMap) -> Vec<Line> {
    let entries = map.entries.iter();
    let out = entries.filter(|one| copy.entry(one.id).is_none());
    out.map(|one| one.name.clone()).collect()
}

#[renkei_boxed::boxed]
impl App {
    /// What others would read of one's own map, if it told of these. Nothing is shown to anybody by that, and nothing
    /// is noted. Where no map was begun it is an empty one.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn preview_map(
        &self,
        own: &Principal,
        categories: &Categories,
    ) -> Outcome<MapPreview, MapRefusal> {
        let account = match may_keep_map(own) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let stored = self.store.resource_map(account).await?;
        let map = stored.map(|stored| stored.map).unwrap_or_default();
        let employments = self.store.aside(move |work| {
            Box::pin(async move { Ok(work.employments_of_account(account).await?) })
        });
        let at_work = self.at_work(&map, &employments.await?).await?;
        let copy = shared_copy(&map, &at_work);
        let cut = cut_to(&copy, categories);
        Ok(Ok(MapPreview {
            current: self.map_contacts(&cut).await?,
            could_show: shown_categories(&copy),
            left_out: left_out(&map, &copy),
            map: cut,
        }))
    }
}
