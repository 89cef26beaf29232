from django.core.management.base import BaseCommand

from members import notifications
from suggestions import services
from workshops import services as workshops


class Command(BaseCommand):
    help = "Does what is due now; meant to be run every hour, and harmless when it is run more often."

    def handle(self, *args, **options):
        self.say("Counted as done, without an objection in five days", services.close_silent())
        self.say("Seats of panels passed on to stand-ins", services.pass_seats_on())
        self.say("Panels closed", services.close_panels())
        reminded = services.remind()
        self.say("Reminders made", sum(reminded.values()))
        self.say("Reminders of promises and bookings made", workshops.remind())
        self.say("Workshops reminded of a request", workshops.requests.remind())
        self.say("Reminders of plates made", sum(workshops.remind_of_plates().values()))
        self.say("Ends of terms in the chair told", workshops.remind_of_terms())
        self.say("Reminders of items of plans made", workshops.remind_of_items())
        self.say("Enterprises whose chat groups were told what waits", services.tell_morning())
        self.say("Requests for help reminded of", workshops.remind_of_help())
        self.say("Daily letters written", notifications.send_daily_letters())
        self.say("Old notices deleted", notifications.forget_old())
        photos, drafts = services.throw_away_drafts()
        self.say("Photos not sent in time and thrown away", photos)
        self.say("Drafts not sent in time and thrown away", drafts)

    def say(self, what, number):
        self.stdout.write(f"{what}: {number}")
