"""The reply to a buyer's own questionnaire, made from what the company answered once."""

from zeren.publish.reply.asked import BuyerQuestion
from zeren.publish.reply.reply import Chosen, Line, Writing, reply

__all__ = ["BuyerQuestion", "Chosen", "Line", "Writing", "reply"]
