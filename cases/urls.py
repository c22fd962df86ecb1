"""Where the pages of petitions, rectification, clues and supervision stand: one list for each part."""

from django.urls import URLPattern, path

from .views.campaign import overview, registers, responsibilities
from .views.clues import detail as clue_detail
from .views.clues import drafting as clue_drafting
from .views.clues import listing as clue_listing
from .views.entries import deciding as entry_deciding
from .views.entries import detail as entry_detail
from .views.entries import evidence as entry_evidence
from .views.entries import imports as entry_imports
from .views.entries import listing as entry_listing
from .views.entries import making as entry_making
from .views.entries import paper as entry_paper
from .views.entries import working as entry_working
from .views.look_back import follow_ups, reopening
from .views.petitions import detail, imports, listing, registering, steps
from .views.repeats import ledger as repeat_ledger
from .views.repeats import proposals as repeat_proposals
from .views.sealed import acting as sealed_acting
from .views.sealed import page as sealed_page
from .views.sealed import public_side
from .views.summaries import bureau as summary_bureau
from .views.summaries import filling as summary_filling
from .views.summaries import reading as summary_reading
from .views.supervision import circulars, load, orders, papers
from .views.voice import consultations, telephones

petitions: list[URLPattern] = [
    path("petitions/", listing.petition_list, name="petition_list"),
    path("petitions/search/", listing.petition_search, name="petition_search"),
    path("petitions/export/", listing.petition_export, name="petition_export"),
    path("petitions/new/", registering.petition_new, name="petition_new"),
    path("petitions/import/", imports.petition_import_new, name="petition_import_new"),
    path("petitions/import/<uuid:pk>/", imports.petition_import_detail, name="petition_import_detail"),
    path("petitions/import/<uuid:pk>/status/", imports.petition_import_status, name="petition_import_status"),
    path("petitions/import/<uuid:pk>/copy/", imports.petition_import_annotated, name="petition_import_annotated"),
    path("petitions/import/<uuid:pk>/commit/", imports.petition_import_commit, name="petition_import_commit"),
    path("petitions/import/<uuid:pk>/discard/", imports.petition_import_discard, name="petition_import_discard"),
    path("petitions/<uuid:pk>/", detail.petition_detail, name="petition_detail"),
    path("petitions/<uuid:pk>/edit/", registering.petition_edit, name="petition_edit"),
    path("petitions/<uuid:pk>/reveal/", detail.petition_reveal, name="petition_reveal"),
    path("petitions/<uuid:pk>/entry/", entry_making.entry_from_petition, name="entry_from_petition"),
    path("petitions/<uuid:pk>/household/", steps.petition_household, name="petition_household"),
    path("petitions/<uuid:pk>/paper/<slug:kind>/", steps.petition_paper, name="petition_paper"),
    path("petitions/<uuid:pk>/step/<slug:step>/", steps.petition_step, name="petition_step"),
]

summaries: list[URLPattern] = [
    path("summaries/", summary_bureau.summary_board, name="summary_board"),
    path("summaries/current/", summary_filling.summary_current, name="summary_current"),
    path("summaries/start/", summary_filling.summary_start, name="summary_start"),
    path("summaries/combine/", summary_bureau.summary_combine, name="summary_combine"),
    path("summaries/<uuid:pk>/", summary_reading.summary_detail, name="summary_detail"),
    path("summaries/<uuid:pk>/edit/", summary_filling.summary_edit, name="summary_edit"),
    path("summaries/<uuid:pk>/refresh/", summary_filling.summary_refresh, name="summary_refresh"),
    path("summaries/<uuid:pk>/hand-over/", summary_filling.summary_hand_over, name="summary_hand_over"),
    path("summaries/<uuid:pk>/give-back/", summary_filling.summary_give_back, name="summary_give_back"),
    path("summaries/<uuid:pk>/submit/", summary_filling.summary_submit, name="summary_submit"),
    path("summaries/<uuid:pk>/return/", summary_filling.summary_return, name="summary_return"),
    path("summaries/<uuid:pk>/print/", summary_reading.summary_print, name="summary_print"),
    path("summaries/<uuid:pk>/print/annex/", summary_reading.summary_print_annex, name="summary_print_annex"),
    path("summaries/<uuid:pk>/qr.svg", summary_reading.summary_qr, name="summary_qr"),
    path("summaries/<uuid:pk>/annex/", summary_reading.summary_annex, name="summary_annex"),
    path("summaries/<uuid:pk>/scan/", summary_reading.summary_scan_attach, name="summary_scan_attach"),
    path("summaries/scan/<uuid:pk>/", summary_reading.summary_scan_download, name="summary_scan_download"),
    path("summaries/county/<uuid:pk>/", summary_bureau.summary_combined, name="summary_combined"),
    path("summaries/county/<uuid:pk>/edit/", summary_bureau.summary_combined_edit, name="summary_combined_edit"),
    path("summaries/county/<uuid:pk>/docx/", summary_bureau.summary_combined_docx, name="summary_combined_docx"),
    path("summaries/county/<uuid:pk>/annex/", summary_bureau.summary_combined_annex, name="summary_combined_annex"),
]

entries: list[URLPattern] = [
    path("entries/", entry_listing.entry_list, name="entry_list"),
    path("entries/export/", entry_listing.entry_export, name="entry_export"),
    path("entries/new/", entry_making.entry_new, name="entry_new"),
    path("entries/import/", entry_imports.entry_import_new, name="entry_import_new"),
    path("entries/import/<uuid:pk>/", entry_imports.entry_import_detail, name="entry_import_detail"),
    path("entries/import/<uuid:pk>/status/", entry_imports.entry_import_status, name="entry_import_status"),
    path("entries/import/<uuid:pk>/annotated/", entry_imports.entry_import_annotated, name="entry_import_annotated"),
    path("entries/import/<uuid:pk>/commit/", entry_imports.entry_import_commit, name="entry_import_commit"),
    path("entries/import/<uuid:pk>/discard/", entry_imports.entry_import_discard, name="entry_import_discard"),
    path("entries/<uuid:pk>/", entry_detail.entry_detail, name="entry_detail"),
    path("entries/<uuid:pk>/plan/", entry_making.entry_plan, name="entry_plan"),
    path("entries/<uuid:pk>/classify/", entry_making.entry_classify, name="entry_classify"),
    path("entries/<uuid:pk>/print/", entry_paper.entry_print, name="entry_print"),
    path("entries/<uuid:pk>/measures/", entry_working.entry_measure_add, name="entry_measure_add"),
    path("entries/measures/<uuid:pk>/done/", entry_working.entry_measure_done, name="entry_measure_done"),
    path("entries/<uuid:pk>/progress/", entry_working.entry_progress, name="entry_progress"),
    path("entries/<uuid:pk>/evidence/", entry_working.entry_evidence_add, name="entry_evidence_add"),
    path("entries/<uuid:pk>/close-out/", entry_working.entry_close_ask, name="entry_close_ask"),
    path("entries/<uuid:pk>/extension/", entry_working.entry_extension_ask, name="entry_extension_ask"),
    path("entries/<uuid:pk>/check/", entry_deciding.entry_check, name="entry_check"),
    path("entries/<uuid:pk>/return/", entry_deciding.entry_return, name="entry_return"),
    path("entries/<uuid:pk>/confirm/", entry_deciding.entry_confirm, name="entry_confirm"),
    path("entries/<uuid:pk>/extend/", entry_deciding.entry_extend, name="entry_extend"),
    path(
        "entries/<uuid:pk>/extension-decline/", entry_deciding.entry_extension_decline, name="entry_extension_decline"
    ),
    path("entries/<uuid:pk>/irrecoverable/", entry_deciding.entry_irrecoverable, name="entry_irrecoverable"),
    path("entries/<uuid:pk>/dismiss-ask/", entry_deciding.entry_dismiss_ask, name="entry_dismiss_ask"),
    path("entries/<uuid:pk>/dismiss/", entry_deciding.entry_dismiss, name="entry_dismiss"),
    path("entries/<uuid:pk>/keep/", entry_deciding.entry_keep, name="entry_keep"),
    path("evidence/<uuid:pk>/", entry_evidence.entry_evidence, name="entry_evidence"),
    path("evidence/<uuid:pk>/withdraw/", entry_working.entry_evidence_withdraw, name="entry_evidence_withdraw"),
    path("evidence/<uuid:pk>/file/", entry_evidence.entry_evidence_file, name="entry_evidence_file"),
]

campaign: list[URLPattern] = [
    path("campaign/", overview.campaign_overview, name="campaign_overview"),
    path("campaign/responsibilities/", responsibilities.responsibility_list, name="responsibility_list"),
    path("campaign/responsibilities/new/", responsibilities.responsibility_new, name="responsibility_new"),
    path("campaign/responsibilities/export/", responsibilities.responsibility_export, name="responsibility_export"),
    path("campaign/responsibilities/<uuid:pk>/", responsibilities.responsibility_edit, name="responsibility_edit"),
    path("campaign/responsibilities/<uuid:pk>/done/", responsibilities.responsibility_done, name="responsibility_done"),
    path(
        "campaign/responsibilities/<uuid:pk>/reopen/",
        responsibilities.responsibility_reopen,
        name="responsibility_reopen",
    ),
    path("campaign/mechanisms/", registers.mechanism_list, name="mechanism_list"),
    path("campaign/mechanisms/new/", registers.mechanism_new, name="mechanism_new"),
    path("campaign/mechanisms/export/", registers.mechanism_export, name="mechanism_export"),
    path("campaign/mechanisms/<uuid:pk>/", registers.mechanism_edit, name="mechanism_edit"),
    path("campaign/mechanisms/<uuid:pk>/check/", registers.mechanism_check, name="mechanism_check"),
    path("campaign/education/", registers.education_list, name="education_list"),
    path("campaign/education/new/", registers.education_new, name="education_new"),
    path("campaign/education/export/", registers.education_export, name="education_export"),
    path("campaign/education/<uuid:pk>/", registers.education_edit, name="education_edit"),
]

look_back: list[URLPattern] = [
    path("look-back/", follow_ups.followup_list, name="followup_list"),
    path("look-back/export/", follow_ups.followup_export, name="followup_export"),
    path("look-back/<uuid:pk>/", follow_ups.followup_record, name="followup_record"),
    path("look-back/rebounds/", reopening.reopen_list, name="reopen_list"),
    path("look-back/rebounds/<uuid:pk>/", reopening.reopen_decide, name="reopen_decide"),
]

clues: list[URLPattern] = [
    path("clues/", clue_listing.clue_list, name="clue_list"),
    path("clues/new/", clue_drafting.clue_new, name="clue_new"),
    path("clues/export/", clue_listing.clue_export, name="clue_export"),
    path("clues/<uuid:pk>/", clue_detail.clue_detail, name="clue_detail"),
    path("clues/<uuid:pk>/edit/", clue_drafting.clue_edit, name="clue_edit"),
    path("clues/<uuid:pk>/open/", clue_detail.clue_open, name="clue_open"),
    path("clues/<uuid:pk>/send/", clue_detail.clue_send, name="clue_send"),
    path("clues/<uuid:pk>/receive/", clue_detail.clue_receive, name="clue_receive"),
    path("clues/<uuid:pk>/return/", clue_detail.clue_return, name="clue_return"),
    path("clues/<uuid:pk>/dispose/", clue_detail.clue_dispose, name="clue_dispose"),
    path("clues/<uuid:pk>/package/", clue_detail.clue_package, name="clue_package"),
    path("clues/<uuid:pk>/verify/", clue_detail.clue_verify, name="clue_verify"),
]

supervision: list[URLPattern] = [
    path("orders/", orders.order_list, name="order_list"),
    path("orders/new/", orders.order_new, name="order_new"),
    path("orders/export/", orders.order_export, name="order_export"),
    path("orders/townships/", load.township_load, name="township_load"),
    path("orders/<uuid:pk>/", orders.order_detail, name="order_detail"),
    path("orders/<uuid:pk>/edit/", orders.order_edit, name="order_edit"),
    path("orders/<uuid:pk>/issue/", orders.order_issue, name="order_issue"),
    path("orders/<uuid:pk>/drop/", orders.order_drop, name="order_drop"),
    path("orders/<uuid:pk>/answer/", orders.order_answer, name="order_answer"),
    path("orders/<uuid:pk>/close/", orders.order_close, name="order_close"),
    path("orders/<uuid:pk>/print/", papers.order_print, name="order_print"),
    path("orders/<uuid:pk>/qr.svg", papers.order_qr, name="order_qr"),
    path("orders/circulars/", circulars.circular_list, name="circular_list"),
    path("orders/circulars/new/", circulars.circular_new, name="circular_new"),
    path("orders/circulars/export/", circulars.circular_export, name="circular_export"),
    path("orders/circulars/<uuid:pk>/", circulars.circular_detail, name="circular_detail"),
    path("orders/circulars/<uuid:pk>/edit/", circulars.circular_edit, name="circular_edit"),
    path("orders/circulars/<uuid:pk>/approve/", circulars.circular_approve, name="circular_approve"),
    path("orders/circulars/<uuid:pk>/return/", circulars.circular_return, name="circular_return"),
    path("orders/circulars/<uuid:pk>/print/", papers.circular_print, name="circular_print"),
    path("orders/circulars/<uuid:pk>/qr.svg", papers.circular_qr, name="circular_qr"),
]

voice: list[URLPattern] = [
    path("consultations/", consultations.consultation_list, name="consultation_list"),
    path("consultations/new/", consultations.consultation_new, name="consultation_new"),
    path("consultations/export/", consultations.consultation_export, name="consultation_export"),
    path("consultations/<uuid:pk>/", consultations.consultation_answer, name="consultation_answer"),
    path("telephones/", telephones.telephone_list, name="telephone_list"),
    path("telephones/new/", telephones.telephone_new, name="telephone_new"),
    path("telephones/<int:pk>/", telephones.telephone_edit, name="telephone_edit"),
    path("telephones/roster/", telephones.duty_roster, name="duty_roster"),
    path("telephones/calls/", telephones.call_log, name="call_log"),
    path("telephones/calls/export/", telephones.call_export, name="call_export"),
]

repeats: list[URLPattern] = [
    path("repeats/", repeat_proposals.repeat_list, name="repeat_list"),
    path("repeats/link/", repeat_proposals.repeat_link, name="repeat_link"),
    path("repeats/search/", repeat_proposals.repeat_search, name="repeat_search"),
    path("repeats/<uuid:pk>/confirm/", repeat_proposals.repeat_confirm, name="repeat_confirm"),
    path("repeats/<uuid:pk>/decline/", repeat_proposals.repeat_decline, name="repeat_decline"),
    path("repeats/<uuid:pk>/undo/", repeat_proposals.repeat_undo, name="repeat_undo"),
    path("clusters/", repeat_ledger.cluster_list, name="cluster_list"),
    path("clusters/export/", repeat_ledger.cluster_export, name="cluster_export"),
    path("clusters/<uuid:pk>/", repeat_ledger.cluster_detail, name="cluster_detail"),
    path("clusters/<uuid:pk>/edit/", repeat_ledger.cluster_edit, name="cluster_edit"),
    path("clusters/<uuid:pk>/strike/ask/", repeat_ledger.cluster_strike_ask, name="cluster_strike_ask"),
    path("clusters/<uuid:pk>/strike/", repeat_ledger.cluster_strike, name="cluster_strike"),
    path("clusters/<uuid:pk>/restore/", repeat_ledger.cluster_restore, name="cluster_restore"),
]

sealed: list[URLPattern] = [
    path("sealed/<uuid:pk>/", sealed_page.sealed_detail, name="sealed_detail"),
    path("sealed/<uuid:pk>/open/", sealed_page.sealed_open, name="sealed_open"),
    path("sealed/<uuid:pk>/step/<slug:step>/", sealed_page.sealed_step, name="sealed_step"),
    path("sealed/<uuid:pk>/handlers/", sealed_acting.sealed_name, name="sealed_name"),
    path("sealed/<uuid:pk>/handlers/end/", sealed_acting.sealed_end, name="sealed_end"),
    path("sealed/<uuid:pk>/forward/", sealed_acting.sealed_forward, name="sealed_forward"),
    path("sealed/<uuid:pk>/files/", sealed_acting.sealed_attach, name="sealed_attach"),
    path("petitions/<uuid:pk>/seal/", sealed_acting.petition_seal, name="petition_seal"),
    path("petitions/<uuid:pk>/message/", public_side.petition_message, name="petition_message"),
    path("petitions/files/<uuid:pk>/<slug:which>/", public_side.petition_file, name="petition_file"),
]

urlpatterns: list[URLPattern] = [
    *voice,
    *entries,
    *petitions,
    *summaries,
    *campaign,
    *look_back,
    *clues,
    *supervision,
    *repeats,
    *sealed,
]
