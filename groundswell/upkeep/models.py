"""Who has left, as all machines know it."""

from django.db import models


class Leaver(models.Model):
    """Somebody who was erased: a mark by which only a copy of the database from before knows them."""

    mark = models.CharField(max_length=64, primary_key=True)
    keeps_posts = models.BooleanField()
