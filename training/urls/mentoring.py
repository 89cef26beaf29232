"""Mentoring: at the workbench, on one's own phone, and the lineage for everybody."""

from django.urls import path

from ..views import desk, lineage, mine, steps

DESK = "workbench/mentorships/"
ONE = DESK + "<int:pk>/"
MINE = "me/mentoring/"

urlpatterns = [
    path(DESK, desk.mentorships, name="mentorships"),
    path(DESK + "new/", desk.new, name="mentorship-new"),
    path(DESK + "export.xlsx", desk.export, name="mentorships-export"),
    path(ONE, desk.detail, name="mentorship"),
    path(ONE + "change/", desk.change, name="mentorship-change"),
    path(ONE + "agreement/", desk.paper, name="mentorship-print"),
    path(ONE + "to-sign/", steps.ToSign.as_view(), name="mentorship-to-sign"),
    path(ONE + "paper/", steps.Paper.as_view(), name="mentorship-paper"),
    path(ONE + "scan/", desk.scan, name="mentorship-scan"),
    path(ONE + "scan/put/", steps.PutScan.as_view(), name="mentorship-scan-put"),
    path(ONE + "scan/remove/", steps.RemoveScan.as_view(), name="mentorship-scan-remove"),
    path(ONE + "take-back/", steps.TakeBack.as_view(), name="mentorship-take-back"),
    path(ONE + "drop/", steps.Drop.as_view(), name="mentorship-drop"),
    path(ONE + "assess/", steps.Assess.as_view(), name="mentorship-assess"),
    path(ONE + "extend/", steps.Extend.as_view(), name="mentorship-extend"),
    path(ONE + "mentor/", steps.ChangeMentor.as_view(), name="mentorship-mentor"),
    path(ONE + "renew/", steps.Renew.as_view(), name="mentorship-renew"),
    path(ONE + "end/", steps.End.as_view(), name="mentorship-end"),
    path(ONE + "award/", steps.Award.as_view(), name="mentorship-award"),
    path(ONE + "requests/<int:request_pk>/refuse/", steps.Refuse.as_view(), name="mentorship-refuse"),
    path(ONE + "stages/new/", steps.AddStage.as_view(), name="stage-new"),
    path(ONE + "stages/<int:stage_pk>/", steps.ChangeStage.as_view(), name="stage-change"),
    path(ONE + "stages/<int:stage_pk>/check/", steps.CheckStage.as_view(), name="stage-check"),
    path(ONE + "stages/<int:stage_pk>/take-out/", steps.RemoveStage.as_view(), name="stage-take-out"),
    path(MINE, mine.my_mentorships, name="my-mentorships"),
    path(MINE + "<int:pk>/", mine.my_mentorship, name="my-mentorship"),
    path(MINE + "<int:pk>/sign/", mine.Sign.as_view(), name="my-mentorship-sign"),
    path(MINE + "<int:pk>/send-back/", mine.SendBack.as_view(), name="my-mentorship-send-back"),
    path(MINE + "<int:pk>/month/", mine.record, name="my-mentorship-record"),
    path(MINE + "<int:pk>/months/<slug:code>/", mine.ClearMonth.as_view(), name="my-mentorship-clear"),
    path(MINE + "<int:pk>/ask/", mine.Ask.as_view(), name="my-mentorship-ask"),
    path("mentoring/photos/<slug:code>/<slug:size>/", mine.photo, name="guidance-photo"),
    path("lineage/", lineage.lineage, name="lineage"),
]
