//! Showing a written edition: one small act.

use std::sync::Arc;

use renkei_domain::directory::correction::{CorrectableField, Correction, OrganizationField};
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::retention::REPORT_KEPT;
use renkei_store::ActHeader;
use renkei_store::import::run::{RunCounts, RunHead};

use super::step::{renewed, stopped};
use crate::App;
use crate::import::report::ImportReport;
use crate::import::{ImportFault, ImportRequest};

/// A written edition, ready to be shown.
pub(in crate::import) struct Staged {
    pub(super) request: ImportRequest,
    pub(super) run: RunHead,
    pub(super) first: Vec<(ResourceId, Correction)>,
    pub(super) moved: Vec<(ResourceId, CorrectableField, Option<String>)>,
    pub(super) organizations_moved: Vec<(OrganizationId, OrganizationField, Option<String>)>,
    pub(super) report: ImportReport,
}

impl Staged {
    /// Shows the edition: one small act.
    pub(in crate::import) async fn show(self, app: &App) -> Result<ImportReport, ImportFault> {
        let header = ActHeader {
            id: self.run.act,
            actor: self.request.by,
            at: app.now(),
            source: Source::Import(self.run.id),
            purpose: Purpose::ImportPublished,
        };
        let counts = RunCounts {
            rows_read: self.report.rows_read,
            created: self.report.created,
            updated: self.report.updated,
            unchanged: self.report.unchanged,
            skipped: self.report.skipped,
            absent: self.report.absent,
        };
        let summary: Arc<str> = self.report.summary(&self.request.only).into();
        let (run, dataset, now) = (self.run, self.request.dataset, app.now());
        let kept = Arc::new((self.first, self.moved, self.organizations_moved));
        let upload = match self.request.upload {
            Some(id) => Some((id, self.report.whole()?)),
            None => None,
        };
        let upload = Arc::new(upload);
        let undo_until = now.plus(REPORT_KEPT);
        app.store
            .act(&header, move |work| {
                let (summary, kept) = (Arc::clone(&summary), Arc::clone(&kept));
                let upload = Arc::clone(&upload);
                Box::pin(async move {
                    renewed(work, run, now).await?;
                    let (first, moved, organizations_moved) = kept.as_ref();
                    work.keep_corrections(first, &header).await?;
                    work.move_corrections(moved).await?;
                    for (id, field, source_value) in organizations_moved {
                        work.move_organization_correction(*id, *field, source_value.clone())
                            .await?;
                    }
                    work.appoint_stewards().await?;
                    work.answer_rows(run, dataset).await?;
                    if let Some((id, report)) = upload.as_ref() {
                        work.finish_upload(*id, run, report, undo_until, now)
                            .await?;
                    }
                    Ok(work.show_run(run, counts, &summary, now).await?)
                })
            })
            .await
            .map_err(stopped)?;
        // Rows that the new publication replaced; the switch is done, so this may take its time.
        app.store.clean_up_runs(app.now()).await?;
        Ok(self.report)
    }
}
