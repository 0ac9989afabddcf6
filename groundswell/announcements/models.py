"""What an announcement has besides its topic."""

from django.db import models

from groundswell.topics.models import Topic


class Announcement(models.Model):
    """A topic that stands on the home page until the end of a day."""

    topic = models.OneToOneField(
        Topic, on_delete=models.CASCADE, primary_key=True, related_name="announcement"
    )
    until = models.DateField()

    def __str__(self) -> str:
        return f"{self.topic} until {self.until}"
