//! The directory month by month, for those who want it in Excel: what everybody may read, the same for everybody.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use renkei_app::directory::monthly::{MonthlyIssues, changes_as_csv};
use renkei_domain::ids::NetworkId;
use renkei_exchange::export::Form;

use super::{Here, Samples, Shell, open_data, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{
    EntrancePath, HsdsPath, MonthlyChangesPath, MonthlyFilePath, MonthlyPath, OpenMunicipalityPath,
    OpenNetworkPath, Sampled as _,
};
use crate::session::Visitor;
use crate::words::moment::Day;

/// The page.
#[derive(Debug, Template)]
#[template(path = "monthly.html")]
pub struct MonthlyPage {
    shell: Shell,
    home: EntrancePath,
    hsds: HsdsPath,
    networks: Vec<Network>,
}

#[derive(Debug, Clone)]
struct Network {
    name: String,
    /// All of it as it stands now, for whoever publishes it.
    all: OpenNetworkPath,
    /// The same for each municipality.
    places: Vec<(String, OpenMunicipalityPath)>,
    issues: Vec<Issue>,
}

#[derive(Debug, Clone)]
struct Issue {
    word: String,
    file: MonthlyFilePath,
    changes: MonthlyChangesPath,
    made_on: Day,
    entries: u64,
}

/// A month in an address.
fn written(month: NaiveDate) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

fn read(month: &str) -> Option<NaiveDate> {
    let day = format!("{month}-01").parse().ok()?;
    // One month has one address.
    (written(day) == month).then_some(day)
}

impl MonthlyPage {
    fn of(shell: Shell, networks: Vec<MonthlyIssues>) -> Self {
        let networks = networks.into_iter().map(|network| Network {
            issues: network
                .issues
                .iter()
                .map(|issue| Issue {
                    word: format!("{}年{}月", issue.month.year(), issue.month.month()),
                    file: MonthlyFilePath::of(network.network, written(issue.month)),
                    changes: MonthlyChangesPath::of(network.network, written(issue.month)),
                    made_on: Day(issue.made_at.in_japan().date),
                    entries: issue.entries,
                })
                .collect(),
            all: OpenNetworkPath::of(network.network),
            places: network
                .area
                .into_iter()
                .map(|(code, name)| (name, OpenMunicipalityPath::of(network.network, code)))
                .collect(),
            name: network.name,
        });
        Self {
            shell,
            home: EntrancePath,
            hsds: HsdsPath,
            networks: networks.collect(),
        }
    }
}

impl Samples for MonthlyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let day = crate::words::moment::AsOf::sample().0.date;
        let network = |name: &str, issues: usize| Network {
            name: name.to_owned(),
            all: OpenNetworkPath::sample(),
            places: vec![("高槻市".to_owned(), OpenMunicipalityPath::sample()); issues],
            issues: vec![
                Issue {
                    word: "2026年11月".to_owned(),
                    file: MonthlyFilePath::sample(),
                    changes: MonthlyChangesPath::sample(),
                    made_on: Day(day),
                    entries: 1_234,
                };
                issues
            ],
        };
        let page = |networks: Vec<Network>| Self {
            shell: Shell::sample(Here::Directory),
            home: EntrancePath,
            hsds: HsdsPath,
            networks,
        };
        let long = "とても長い名前の地域ネットワーク".repeat(15);
        vec![
            (
                "usual",
                page(vec![network("高槻・島本の支援ネットワーク", 3)]),
            ),
            ("empty", page(Vec::new())),
            ("longest", page(vec![network(&long, 13); 5])),
        ]
    }
}

pub(crate) async fn show(
    _: MonthlyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let issues = site.app.monthly_issues().await?;
    let shell = Shell::of(&site, &visitor, Here::Directory).await?;
    Ok(shown(&MonthlyPage::of(shell, issues)))
}

pub(crate) async fn file(
    path: MonthlyFilePath,
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let network: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let month = read(&path.month).ok_or(PageFault::NotFound)?;
    let kept = site.app.monthly_directory(network, month).await?;
    let (issue, workbook) = kept.ok_or(PageFault::NotFound)?;
    let month = written(month);
    let named = [format!("meibo-{month}"), format!("名簿-{month}")];
    Ok(open_data::file(
        &headers,
        &issue.digest,
        (Form::Xlsx, named),
        workbook,
    ))
}

pub(crate) async fn changes(
    path: MonthlyChangesPath,
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let network: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let month = read(&path.month).ok_or(PageFault::NotFound)?;
    let kept = site.app.monthly_directory(network, month).await?;
    let (issue, workbook) = kept.ok_or(PageFault::NotFound)?;
    let tag = format!("{}-changes", issue.digest);
    if let Some(answer) = open_data::known(&headers, &tag) {
        return Ok(answer);
    }
    // Unpacking a long workbook takes a core for a while.
    let made = tokio::task::spawn_blocking(move || changes_as_csv(&issue, &workbook)).await;
    let bytes = match made {
        Ok(made) => made.map_err(|fault| PageFault::Broken(fault.to_string()))?,
        Err(fault) => return Err(PageFault::Broken(fault.to_string())),
    };
    let month = written(month);
    let named = [format!("henko-{month}"), format!("名簿の変更-{month}")];
    Ok(open_data::file(&headers, &tag, (Form::Csv, named), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_one_address() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 1);
        assert_eq!(read("2026-11"), day);
        assert_eq!(day.map(written).as_deref(), Some("2026-11"));
        for other in ["2026-13", "2026-1", "26-11", "2026-11-01", "", "+2026-11"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
