"""The workbench of workshops; their public pages show what the apps above know, so the portal adds those."""

from django.urls import path

from .views import alliances, desk, memberships, organs, plan_items, plans, public

desk_pages = [
    path("workbench/workshops/", desk.desk, name="desk"),
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

pages = [*desk_pages, *alliance_pages, *plan_pages]
