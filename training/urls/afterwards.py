"""What comes after a session: opinions, certificates, contests, partners."""

from django.urls import path

from ..views import (
    certificates,
    contest_desk,
    contest_entries,
    contest_scores,
    contest_steps,
    contests,
    opinions,
    partner_agreements,
    partner_desk,
    partners,
)

SESSION, SERIES = "workbench/sessions/<str:number>/", "workbench/series/<int:pk>/"
CONTESTS, PARTNERS = "workbench/contests/", "workbench/partners/"
CONTEST, PARTNER = CONTESTS + "<slug:slug>/", PARTNERS + "<slug:slug>/"


def _certificates(base, kind):
    return [
        path(f"{base}certificates/", certificates.certificates, name=f"{kind}-certificates"),
        path(f"{base}certificates/issue/", certificates.issue, name=f"{kind}-certificates-issue"),
        path(f"{base}certificates/print/", certificates.print_all, name=f"{kind}-certificates-print"),
    ]


certificate_pages = [
    *_certificates(SESSION, "session"),
    *_certificates(SERIES, "series"),
    path("workbench/certificates/<slug:code>/revoke/", certificates.Revoke.as_view(), name="certificate-revoke"),
    path("me/certificates/", certificates.mine, name="my-certificates"),
    path("me/certificates/<slug:code>/", certificates.paper, name="certificate"),
    path("me/hours.xlsx", certificates.hours, {"form": "xlsx"}, name="my-hours"),
    path("me/hours.csv", certificates.hours, {"form": "csv"}, name="my-hours-csv"),
]

contest_pages = [
    path("contests/", contests.contests, name="contests"),
    path("contests/<slug:slug>/", contests.contest, name="contest"),
    path("contests/<slug:slug>/scores/", contest_scores.scores, name="contest-scores"),
    path("contests/<slug:slug>/scores.xlsx", contest_scores.sheet, name="contest-sheet"),
    path(CONTESTS, contest_desk.desk, name="contests-desk"),
    path(CONTESTS + "new/", contest_desk.new, name="contest-new"),
    path(CONTEST, contest_desk.detail, name="contest-desk"),
    path(CONTEST + "change/", contest_desk.change, name="contest-change"),
    path(CONTEST + "result/", contest_desk.result, name="contest-print"),
    path(CONTEST + "result.xlsx", contest_desk.export, name="contest-export"),
    path(CONTEST + "announce/", contest_steps.Announce.as_view(), name="contest-announce"),
    path(CONTEST + "judges/", contest_steps.Judges.as_view(), name="contest-judges"),
    path(CONTEST + "start/", contest_steps.Start.as_view(), name="contest-start"),
    path(CONTEST + "publish/", contest_steps.Publish.as_view(), name="contest-publish"),
    path(CONTEST + "call-off/", contest_steps.CallOff.as_view(), name="contest-call-off"),
    path(CONTEST + "entries/", contest_entries.entries, name="contest-entries"),
    path(CONTEST + "entries/<int:pk>/withdraw/", contest_entries.Withdraw.as_view(), name="contest-withdraw"),
    path(CONTEST + "entries/<int:pk>/absent/", contest_entries.absent, name="contest-absent"),
    path(CONTEST + "entries/<int:pk>/grade/", contest_entries.Promote.as_view(), name="contest-promote"),
]

agreement_pages = [
    path(PARTNER + "agreements/new/", partner_agreements.new, name="partner-agreement-new"),
    path(PARTNERS + "agreements/<int:pk>/", partner_agreements.change, name="partner-agreement"),
    path(PARTNERS + "agreements/<int:pk>/file/", partner_agreements.file, name="partner-agreement-file"),
    path(PARTNERS + "agreements/<int:pk>/end/", partner_agreements.End.as_view(), name="partner-agreement-end"),
    path(PARTNERS + "agreements/<int:pk>/interns/", partner_agreements.place, name="placement-new"),
    path(PARTNERS + "interns/<int:pk>/", partner_agreements.change_placement, name="placement"),
    path(PARTNERS + "interns/<int:pk>/remove/", partner_agreements.Remove.as_view(), name="placement-remove"),
]

partner_pages = [
    path("partners/", partners.partners, name="partners"),
    path("partners/<slug:slug>/", partners.partner, name="partner"),
    path(PARTNERS, partner_desk.desk, name="partners-desk"),
    path(PARTNERS + "new/", partner_desk.new, name="partner-new"),
    path(PARTNERS + "export.xlsx", partner_desk.export, name="partners-export"),
    *agreement_pages,
    path(PARTNER, partner_desk.detail, name="partner-desk"),
    path(PARTNER + "change/", partner_desk.change, name="partner-change"),
    path(PARTNER + "use/", partner_desk.Use.as_view(), name="partner-use"),
    path(PARTNER + "results/", partner_desk.results, name="partner-results"),
    path(SESSION + "partners/", partner_desk.session_partners, name="session-partners"),
]

urlpatterns = [
    path("training/<str:number>/opinion/", opinions.opinion, name="opinion"),
    *certificate_pages,
    *contest_pages,
    *partner_pages,
]
