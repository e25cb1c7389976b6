"""The middleware of the page in its order: who may enter, how much one may send, how often one may ask."""

from threading import Event

from starlette.middleware import Middleware

from assistant.settings import Settings
from assistant.web.access import Access, Door
from assistant.web.limiting import Limited, SmallBodies
from assistant.web.privacy import OwnHostOnly
from assistant.web.texts import texts


def guards(settings: Settings, door: Door | None, started: Event) -> list[Middleware]:
    """For all routes; every response, a refusal too, has the headers of OwnHostOnly. `started` is for Access."""
    words = texts(settings.language)
    access = Middleware(Access, door=door, operators=settings.operators, texts=words, started=started) if door else None
    entrance = [access] if access else []
    rate = [Middleware(Limited, per_minute=settings.rate, texts=words)] if settings.rate else []
    return [
        Middleware(OwnHostOnly, language=settings.language),
        *entrance,
        Middleware(SmallBodies, texts=words),
        *rate,
    ]
