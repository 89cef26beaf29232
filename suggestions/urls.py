from django.urls import path

from .views import (
    benefits,
    case_file,
    consents,
    doors,
    drafts,
    gallery,
    merging,
    moves,
    nudges,
    photos,
    posters,
    record,
    review,
    sentences,
    similar,
    together,
    tracking,
    worker,
)

app_name = "suggestions"

worker_pages = [
    path("suggestions/new/", worker.new, name="new"),
    path("suggestions/draft/", drafts.save, name="draft-save"),
    path("suggestions/draft/photo/", drafts.upload, name="draft-upload"),
    path("suggestions/draft/photo/remove/", drafts.remove, name="draft-photo-remove"),
    path("suggestions/draft/photo/<int:pk>/<slug:size>/", drafts.photo, name="draft-photo"),
    path("suggestions/draft/<uuid:key>/discard/", drafts.discard, name="draft-discard"),
    path("suggestions/photo/<int:pk>/<slug:size>/", photos.photo, name="photo"),
    path("suggestions/similar/", similar.similar, name="similar"),
    path("suggestions/similar/<slug:number>/", similar.in_short, name="in-short"),
    path("suggestions/similar/<slug:number>/back/", similar.back, name="back"),
    path("suggestions/<slug:number>/", worker.detail, name="detail"),
    path("suggestions/<slug:number>/sent/", worker.sent, name="sent"),
    path("suggestions/<slug:number>/withdraw/", moves.Withdraw.as_view(), name="withdraw"),
    path("suggestions/<slug:number>/nudge/", nudges.Nudge.as_view(), name="nudge"),
    path("suggestions/<slug:number>/urge/", nudges.Urge.as_view(), name="urge"),
    path("suggestions/<slug:number>/name/", moves.ShowName.as_view(), name="show-name"),
    path("suggestions/<slug:number>/rate/", moves.Rate.as_view(), name="rate"),
    path("suggestions/<slug:number>/again/", moves.AskAgain.as_view(), name="ask-again"),
    path("suggestions/<slug:number>/appeal/", moves.Appeal.as_view(), name="appeal"),
    path("suggestions/<slug:number>/together/", together.together, name="together"),
    path("suggestions/<slug:number>/named/", together.named, name="named"),
    path("suggestions/<slug:number>/claim/", worker.claim, name="claim"),
    path("suggestions/<slug:number>/more/", moves.Supplement.as_view(), name="more"),
    path("suggestions/<slug:number>/photos/", drafts.LaterPhotos.as_view(), name="later-photos"),
    path("suggestions/<slug:number>/confirm/", moves.Confirm.as_view(), name="confirm"),
    path("suggestions/<slug:number>/consent/", consents.Consent.as_view(), name="consent"),
    path("suggestions/<slug:number>/file/", case_file.case_file, name="file"),
    path("me/", worker.mine, name="mine"),
    path("track/", doors.find, name="find"),
    path("track/sent/", doors.arrived, name="arrived"),
]

gallery_pages = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/thanks/", gallery.thanks, name="thanks"),
    path("gallery/thanks/<slug:month>/", gallery.thanks, name="thanks-of"),
    path("gallery/<slug:number>/", gallery.improvement, name="improvement"),
    path("gallery/<slug:number>/public/", gallery.public, name="improvement-public"),
]

desk_pages = [
    path("workbench/queue/", review.queue, name="queue"),
    path("workbench/queue/<slug:number>/", review.review, name="review"),
    path("workbench/queue/<slug:number>/similar/", merging.likely, name="likely"),
    path("workbench/queue/<slug:number>/unmerge/", merging.unmerge, name="unmerge"),
    path("workbench/record/", record.record, name="record"),
    path("workbench/posters/", posters.posters, name="posters"),
    path("workbench/posters/sheet/", posters.sheet, name="poster-sheet"),
    path("workbench/posters/<slug:code>/stop/", posters.stop, name="poster-stop"),
    path("workbench/sentences/", sentences.sentences, name="sentences"),
    path("workbench/sentences/<int:pk>/", sentences.sentence, name="sentence"),
    path("workbench/tracking/", tracking.tracking, name="tracking"),
    path("workbench/tracking/<slug:number>/", tracking.track, name="track"),
    path("workbench/benefits/", benefits.benefits, name="benefits"),
    path("workbench/benefits/<slug:number>/", benefits.benefit, name="benefit"),
]

urlpatterns = [*worker_pages, *gallery_pages, *desk_pages]
