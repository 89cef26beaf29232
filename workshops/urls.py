"""The workbench of workshops, visits and venues; the public pages of workshops show what the apps above know.

So the portal adds those.
"""

from django.urls import path

from .views import (
    alliances,
    award_desk,
    award_entries,
    award_steps,
    awards,
    bookings,
    desk,
    documents,
    exchange,
    five_smalls,
    help_requests,
    honours,
    judging,
    keeping,
    memberships,
    organs,
    plan_items,
    plans,
    plate_steps,
    plates,
    problem_forms,
    problem_milestones,
    problem_steps,
    problems,
    public,
    readiness,
    register,
    result_benefits,
    result_desk,
    results,
    roll_outs,
    running,
    shared_uses,
    skills,
    staff,
    venues,
    visits,
    who_can_help,
)

skill_pages = [
    path("workbench/skills/matrix/", skills.matrix, name="skills-matrix"),
    path("workbench/skills/matrix/export.xlsx", skills.export, name="skills-export"),
    path("workbench/skills/matrix/people/", skills.people, name="skilled-people"),
    path("workbench/skills/needs/new/", skills.new_need, name="skill-need-new"),
    path("workbench/skills/needs/<int:pk>/", skills.need, name="skill-need"),
    path("workbench/skills/needs/<int:pk>/drop/", skills.drop_need, name="skill-need-drop"),
]

desk_pages = [
    path("workbench/workshops/", desk.desk, name="desk"),
]

visit_pages = [
    path("workbench/workshops/visits/", visits.visits, name="visits"),
    path("workbench/workshops/visits/<int:pk>/", visits.visit, name="visit"),
    path("workbench/workshops/visits/<int:pk>/promises/<int:number>/", visits.promise, name="promise"),
]

venue_pages = [
    path("venues/", venues.venues, name="venues"),
    path("venues/<slug:slug>/", venues.venue, name="venue"),
    path("venues/<slug:slug>/photo/<slug:size>/", venues.photo, name="venue-photo"),
    path("venues/<slug:slug>/book/", bookings.book, name="book"),
    path("me/bookings/", bookings.my_bookings, name="my-bookings"),
    path("me/bookings/<int:pk>/", bookings.my_booking, name="my-booking"),
    path("me/bookings/<int:pk>/cancel/", bookings.cancel, name="booking-cancel"),
    path("workbench/workshops/venues/", keeping.venues, name="desk-venues"),
    path("workbench/workshops/new-venue/", keeping.new_venue, name="desk-venue-new"),
    path("workbench/workshops/venues/<slug:slug>/", keeping.edit_venue, name="desk-venue"),
    path("workbench/workshops/venues/<slug:slug>/out-of-use/", keeping.take_out_of_use, name="desk-venue-out"),
    path("workbench/workshops/venues/<slug:slug>/into-use/", keeping.put_back_into_use, name="desk-venue-in"),
    path("workbench/workshops/bookings/", keeping.bookings, name="desk-bookings"),
    path("workbench/workshops/bookings/<int:pk>/", keeping.booking, name="desk-booking"),
]

# Before those of one workshop: “plates” is no workshop's address.
plate_pages = [
    path("workbench/workshops/plates/", plates.plates, name="plates"),
    path("workbench/workshops/plates/export.xlsx", plates.export, name="plates-export"),
    path("workbench/workshops/plates/<int:pk>/", plates.plate, name="plate"),
    path("workbench/workshops/plates/<int:pk>/edit/", plates.edit, name="plate-edit"),
    path("workbench/workshops/plates/<int:pk>/documents/new/", plates.add_document, name="plate-document-new"),
    path("workbench/workshops/plates/<int:pk>/apply/", plate_steps.Apply.as_view(), name="plate-apply"),
    path("workbench/workshops/plates/<int:pk>/give-up/", plate_steps.GiveUp.as_view(), name="plate-give-up"),
    path("workbench/workshops/plates/<int:pk>/grant/", plate_steps.Grant.as_view(), name="plate-grant"),
    path("workbench/workshops/plates/<int:pk>/send-back/", plate_steps.SendBack.as_view(), name="plate-send-back"),
    path("workbench/workshops/plates/<int:pk>/review/", plate_steps.Review.as_view(), name="plate-review"),
    path("workbench/workshops/plates/<int:pk>/conclude/", plate_steps.Conclude.as_view(), name="plate-conclude"),
    path("workbench/workshops/plates/<int:pk>/revoke/", plate_steps.Revoke.as_view(), name="plate-revoke"),
    path("workbench/workshops/plates/documents/<int:pk>/", plates.document, name="plate-document"),
    path("workbench/workshops/plates/documents/<int:pk>/remove/", plates.remove_document, name="plate-document-remove"),
]

# The register of honours, what everybody reads of it, and what is handed in for the national round.
_honour = "workbench/honours/<int:pk>"
_round = "workbench/five-smalls/<slug:code>/<int:year>"
honour_pages = [
    path("awards/", register.awards, name="awards"),
    path("awards/<int:year>/", register.awards, name="awards-year"),
    path("awards/photo/<slug:code>/", register.photo, name="award-photo"),
    path("honours/<slug:code>/certificate/", register.certificate, name="certificate"),
    path("me/honours/", register.mine, name="my-honours"),
    path("workbench/honours/", honours.honours, name="honours"),
    path("workbench/honours/export.xlsx", honours.export, name="honours-export"),
    path("workbench/honours/new/", honours.new, name="honour-new"),
    path(f"{_honour}/", honours.honour, name="honour"),
    path(f"{_honour}/change/", honours.change, name="honour-change"),
    path(f"{_honour}/revoke/", honours.revoke, name="honour-revoke"),
    path(f"{_honour}/photo/", honours.change_photo, name="honour-photo"),
    path(f"{_honour}/documents/new/", honours.add_document, name="honour-document-new"),
    path("workbench/honours/documents/<int:pk>/", honours.document, name="honour-document"),
    path("workbench/honours/documents/<int:pk>/remove/", honours.remove_document, name="honour-document-remove"),
    path("workbench/results/export.xlsx", five_smalls.export_results, name="results-export"),
    path("workbench/five-smalls/", five_smalls.choose, name="five-smalls"),
    path(f"{_round}/", five_smalls.national_round, name="five-small-round"),
    path(f"{_round}/put-forward/<slug:number>/", five_smalls.put_forward, name="five-small-put-forward"),
    path(f"{_round}/take-back/<slug:number>/", five_smalls.take_back, name="five-small-take-back"),
    path(f"{_round}/table.xlsx", five_smalls.table, name="five-small-table"),
    path(f"{_round}/authorisation/", five_smalls.authorisation, name="five-small-authorisation"),
    path(f"{_round}/honesty/", five_smalls.honesty, name="five-small-honesty"),
]

readiness_pages = [
    path("workbench/workshops/evidence/<int:pk>/", readiness.evidence, name="evidence"),
    path("workbench/workshops/evidence/<int:pk>/remove/", readiness.remove_evidence, name="evidence-remove"),
    path("workbench/workshops/<slug:slug>/readiness/", readiness.checklist, name="readiness"),
    path("workbench/workshops/<slug:slug>/readiness/<slug:heading>/", readiness.say, name="readiness-say"),
    path("workbench/workshops/<slug:slug>/acceptances/new/", readiness.accept, name="acceptance-new"),
    path("workbench/workshops/<slug:slug>/acceptances/<int:pk>/", readiness.acceptance, name="acceptance"),
]

running_pages = [
    path("workbench/workshops/<slug:slug>/", running.at_work, name="at-work"),
    path("workbench/workshops/<slug:slug>/edit/", running.edit, name="edit"),
    path("workbench/workshops/<slug:slug>/rename/", running.rename, name="rename"),
    path("workbench/workshops/<slug:slug>/leader/", running.leader, name="leader"),
    path("workbench/workshops/<slug:slug>/members/new/", running.join, name="member-new"),
    path("workbench/workshops/<slug:slug>/members/<int:pk>/end/", running.leave, name="member-end"),
    path("workbench/workshops/<slug:slug>/plates/new/", plates.new, name="plate-new"),
]

help_pages = [
    path("who-can-help/", who_can_help.who_can_help, name="who-can-help"),
    path("who-can-help/<slug:code>/", who_can_help.ask_person, name="ask-person"),
    path("workshops/<slug:slug>/ask/", who_can_help.ask_workshop, name="ask-workshop"),
    path("me/help/", help_requests.mine, name="my-help"),
    path("workbench/workshops/help/", help_requests.of_workshops, name="desk-help"),
    path("workbench/workshops/<slug:slug>/specialities/", desk.specialities, name="desk-specialities"),
    path("help-requests/<slug:code>/", help_requests.detail, name="help-request"),
    path("help-requests/<slug:code>/write/", help_requests.write, name="help-write"),
    path("help-requests/<slug:code>/take-up/", help_requests.take_up, name="help-take-up"),
    path("help-requests/<slug:code>/pass-on/", help_requests.PassOn.as_view(), name="help-pass-on"),
    path("help-requests/<slug:code>/decline/", help_requests.Decline.as_view(), name="help-decline"),
    path("help-requests/<slug:code>/solve/", help_requests.Solve.as_view(), name="help-solve"),
    path("help-requests/<slug:code>/withdraw/", help_requests.Withdraw.as_view(), name="help-withdraw"),
]

document_pages = [
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/<slug:code>/", exchange.document, name="document"),
    path("exchange/<slug:code>/files/<slug:file_code>/", exchange.file, name="document-file"),
    path("workbench/workshops/documents/", documents.listing, name="documents"),
    path("workbench/workshops/documents/new/", documents.new, name="document-new"),
    path("workbench/workshops/documents/<slug:code>/", documents.Change.as_view(), name="document-change"),
    path("workbench/workshops/documents/<slug:code>/version/", documents.NewVersion.as_view(), name="document-version"),
    path("workbench/workshops/documents/<slug:code>/publish/", documents.Publish.as_view(), name="document-publish"),
    path("workbench/workshops/documents/<slug:code>/withdraw/", documents.Withdraw.as_view(), name="document-withdraw"),
    path("workbench/workshops/documents/<slug:code>/discard/", documents.Discard.as_view(), name="document-discard"),
]

_problem = "workbench/problems/<slug:number>"
_milestone = f"{_problem}/milestones/<int:pk>"
problem_pages = [
    path("problems/", problems.problems, name="problems"),
    path("problems/<slug:number>/", problems.problem, name="problem"),
    path("workbench/problems/", problems.desk, name="desk-problems"),
    path("workbench/problems/new/", problem_forms.new_problem, name="problem-new"),
    path(f"{_problem}/change/", problem_forms.change_problem, name="problem-change"),
    path(f"{_problem}/task-book/", problems.task_book, name="task-book"),
    path(f"{_problem}/hand-in/", problem_steps.HandIn.as_view(), name="problem-hand-in"),
    path(f"{_problem}/open/", problem_steps.Open.as_view(), name="problem-open"),
    path(f"{_problem}/send-back/", problem_steps.SendBack.as_view(), name="problem-send-back"),
    path(f"{_problem}/drop/", problem_steps.Drop.as_view(), name="problem-drop"),
    path(f"{_problem}/bid/", problem_forms.bid, name="problem-bid"),
    path(f"{_problem}/bids/<int:pk>/choose/", problem_steps.Choose.as_view(), name="bid-choose"),
    path(f"{_problem}/bids/<int:pk>/withdraw/", problem_steps.WithdrawBid.as_view(), name="bid-withdraw"),
    path(f"{_problem}/reopen/", problem_steps.Reopen.as_view(), name="problem-reopen"),
    path(f"{_problem}/milestones/new/", problem_milestones.Plan.as_view(), name="milestone-new"),
    path(f"{_milestone}/take-out/", problem_milestones.Unplan.as_view(), name="milestone-take-out"),
    path(f"{_milestone}/report/", problem_milestones.Report.as_view(), name="milestone-report"),
    path(f"{_milestone}/check/", problem_milestones.Check.as_view(), name="milestone-check"),
    path(f"{_problem}/sign/", problem_steps.Sign.as_view(), name="problem-sign"),
    path(f"{_problem}/deliver/", problem_steps.Deliver.as_view(), name="problem-deliver"),
    path(f"{_problem}/accept/", problem_steps.Accept.as_view(), name="problem-accept"),
    path(f"{_problem}/rework/", problem_steps.Rework.as_view(), name="problem-rework"),
    path(f"{_problem}/fail/", problem_steps.Fail.as_view(), name="problem-fail"),
    path(f"{_problem}/end/", problem_steps.End.as_view(), name="problem-end"),
    path(f"{_problem}/unclaimed/", problem_steps.Unclaimed.as_view(), name="problem-unclaimed"),
    path(f"{_problem}/pay/", problem_steps.Pay.as_view(), name="problem-pay"),
]

_result = "workbench/results/<slug:number>"
_use = "workbench/results/uses/<int:pk>"
result_pages = [
    path("results/", results.results, name="results"),
    path("results/<slug:number>/", results.result, name="result"),
    path("results/<slug:number>/ask/", shared_uses.ask, name="result-ask"),
    path("results/<slug:number>/photos/<slug:code>/<slug:size>/", results.photo, name="result-photo"),
    path("results/<slug:number>/files/<slug:code>/", results.file, name="result-file"),
    path("workbench/results/", result_desk.listing, name="results-desk"),
    path("workbench/results/new/", result_desk.new, name="result-new"),
    path("workbench/results/benefits/", result_benefits.benefits, name="result-benefits"),
    path("workbench/results/uses/", shared_uses.uses, name="uses"),
    path("workbench/results/roll-outs/", roll_outs.roll_outs, name="roll-outs"),
    path("workbench/results/roll-outs/<int:pk>/", roll_outs.roll_out, name="roll-out"),
    path("workbench/results/answers/<int:pk>/", roll_outs.Answer.as_view(), name="roll-out-answer"),
    path(f"{_use}/", shared_uses.use, name="use"),
    path(f"{_use}/agree/", shared_uses.Agree.as_view(), name="use-agree"),
    path(f"{_use}/refuse/", shared_uses.Refuse.as_view(), name="use-refuse"),
    path(f"{_use}/begin/", shared_uses.Begin.as_view(), name="use-begin"),
    path(f"{_use}/conclude/", shared_uses.Conclude.as_view(), name="use-conclude"),
    path(f"{_use}/claim/", shared_uses.Claim.as_view(), name="use-claim"),
    path(f"{_use}/give-up/", shared_uses.GiveUp.as_view(), name="use-give-up"),
    path(f"{_use}/verify/", result_benefits.VerifyUse.as_view(), name="use-verify"),
    path(f"{_result}/", result_desk.change, name="result-change"),
    path(f"{_result}/credits/", result_desk.credits, name="result-credits"),
    path(f"{_result}/files/", result_desk.files, name="result-files"),
    path(f"{_result}/files/<slug:code>/remove/", result_desk.remove_file, name="result-file-remove"),
    path(f"{_result}/photos/<slug:code>/remove/", result_desk.remove_photo, name="result-photo-remove"),
    path(f"{_result}/publish/", result_desk.Publish.as_view(), name="result-publish"),
    path(f"{_result}/withdraw/", result_desk.Withdraw.as_view(), name="result-withdraw"),
    path(f"{_result}/discard/", result_desk.Discard.as_view(), name="result-discard"),
    path(f"{_result}/verify/", result_benefits.VerifyResult.as_view(), name="result-verify"),
    path(f"{_result}/roll-out/", roll_outs.send, name="result-roll-out"),
]

_at = "workbench/workshops/alliances/<slug:slug>"
alliance_pages = [
    path("alliances/<slug:slug>/charters/<int:number>/", organs.charter, name="charter"),
    path("workbench/workshops/alliances/", alliances.alliances, name="alliances"),
    path(f"{_at}/", alliances.keep, name="keep"),
    path(f"{_at}/charters/", organs.new_charter, name="charter-new"),
    path(f"{_at}/terms/", organs.new_term, name="term-new"),
    path(f"{_at}/terms/<int:pk>/", organs.change_term, name="term"),
    path(f"{_at}/terms/<int:pk>/end/", organs.EndTerm.as_view(), name="term-end"),
    path(f"{_at}/terms/<int:pk>/cancel/", organs.CancelTerm.as_view(), name="term-cancel"),
    path("workbench/workshops/applications/new/", alliances.apply, name="application-new"),
    path("workbench/workshops/applications/<int:pk>/", alliances.application, name="application"),
    path(
        "workbench/workshops/applications/<int:pk>/withdraw/",
        alliances.Withdraw.as_view(),
        name="application-withdraw",
    ),
    path("workbench/workshops/memberships/<int:pk>/leave/", memberships.Leave.as_view(), name="membership-leave"),
    path("workbench/workshops/memberships/<int:pk>/rectify/", memberships.Rectify.as_view(), name="membership-rectify"),
    path("workbench/workshops/memberships/<int:pk>/clear/", memberships.Clear.as_view(), name="membership-clear"),
    path("workbench/workshops/memberships/<int:pk>/remove/", memberships.Remove.as_view(), name="membership-remove"),
]

_plan = "workbench/workshops/plans/<slug:slug>/<int:year>"
_item = f"{_plan}/items/<int:number>"
plan_pages = [
    path("alliances/<slug:slug>/plans/<int:year>/", public.alliance_plan, name="alliance-plan"),
    path("workbench/workshops/plans/", plans.plans, name="plans"),
    path(f"{_plan}/", plans.plan, name="plan"),
    path(f"{_plan}/list/", plans.plan_items, name="plan-items"),
    path(f"{_plan}/sheet/", plans.sheet, name="plan-sheet"),
    path(f"{_plan}/export.xlsx", plans.export, name="plan-export"),
    path(f"{_plan}/aim/", plans.aim, name="plan-aim"),
    path(f"{_plan}/start/", plans.PutInForce.as_view(), name="plan-start"),
    path(f"{_plan}/carry-over/", plans.CarryOver.as_view(), name="plan-carry"),
    path(f"{_plan}/close/", plans.Close.as_view(), name="plan-close"),
    path(f"{_plan}/items/new/", plan_items.new_item, name="plan-item-new"),
    path(f"{_item}/", plan_items.plan_item, name="plan-item"),
    path(f"{_item}/change/", plan_items.change_item, name="plan-item-change"),
    path(f"{_item}/give-up/", plan_items.GiveUp.as_view(), name="plan-item-give-up"),
    path(f"{_item}/reopen/", plan_items.Reopen.as_view(), name="plan-item-reopen"),
    path(f"{_item}/take-out/", plan_items.TakeOut.as_view(), name="plan-item-take-out"),
    path(f"{_item}/evidence/<int:pk>/", plan_items.evidence, name="plan-evidence"),
]

_award = "workbench/awards/<slug:slug>"
_entry = "workbench/awards/entries/<int:pk>"
_judged = "judging/<slug:slug>/<int:number>"
award_pages = [
    path("awards/rounds/", awards.rounds, name="award-rounds"),
    path("awards/rounds/<slug:slug>/", awards.award_round, name="award-round"),
    path("awards/rounds/<slug:slug>/object/", awards.object_to, name="award-object"),
    path("judging/", judging.judging, name="judging"),
    path(f"{_judged}/", judging.entry, name="judging-entry"),
    path(f"{_judged}/step-aside/", judging.StepAside.as_view(), name="judging-aside"),
    path("workbench/awards/", award_desk.desk, name="award-desk"),
    path("workbench/awards/new/", award_desk.new, name="award-new"),
    path(f"{_entry}/", award_entries.entry, name="award-entry"),
    path(f"{_entry}/change/", award_entries.Reword.as_view(), name="award-entry-change"),
    path(f"{_entry}/withdraw/", award_entries.Withdraw.as_view(), name="award-entry-withdraw"),
    path("workbench/awards/objections/<int:pk>/", award_entries.Objection.as_view(), name="award-objection"),
    path("workbench/awards/objections/<int:pk>/contact/", award_entries.objection_contact, name="objection-contact"),
    path(f"{_award}/", award_desk.award_round, name="award-desk-round"),
    path(f"{_award}/change/", award_desk.change, name="award-change"),
    path(f"{_award}/judges/", award_desk.judges, name="award-judges"),
    path(f"{_award}/recommend/", award_entries.recommend, name="award-recommend"),
    path(f"{_award}/conflict/", award_steps.Conflict.as_view(), name="award-conflict"),
    path(f"{_award}/open/", award_steps.OpenCall.as_view(), name="award-open"),
    path(f"{_award}/days/", award_steps.MoveDays.as_view(), name="award-days"),
    path(f"{_award}/review/", award_steps.StartReview.as_view(), name="award-review"),
    path(f"{_award}/close/", award_steps.CloseReview.as_view(), name="award-close"),
    path(f"{_award}/decide/", award_steps.Decide.as_view(), name="award-decide"),
    path(f"{_award}/show/", award_steps.Show.as_view(), name="award-show"),
    path(f"{_award}/publish/", award_steps.Publish.as_view(), name="award-publish"),
    path(f"{_award}/call-off/", award_steps.CallOff.as_view(), name="award-call-off"),
]

# Those of one workshop come last: its address may be any word that no page above has.
pages = [
    *desk_pages,
    *skill_pages,
    *alliance_pages,
    *plan_pages,
    *help_pages,
    *document_pages,
    *problem_pages,
    *result_pages,
    *visit_pages,
    *venue_pages,
    *plate_pages,
    *honour_pages,
    *readiness_pages,
    *award_pages,
    *running_pages,
]

# Calendars take no language prefix: a phone asks for them again under the address it once had.
calendar_pages = [
    path("me/bookings/<int:pk>.ics", bookings.calendar_file, name="booking-ics"),
]


def staff_pages(site):
    """Pages of staff inside an admin site that belong to no list and no form: nobody but its staff gets in."""
    return [
        path("visits/figures/", site.admin_view(staff.visit_figures), name="visit-figures"),
        path("visits/figures.xlsx", site.admin_view(staff.visit_workbook), name="visit-figures-file"),
        path("visits/<int:pk>/sheet/", site.admin_view(staff.sheet), name="visit-sheet"),
        path("visits/<int:pk>/<slug:code>/", site.admin_view(staff.step), name="visit-step"),
    ]
