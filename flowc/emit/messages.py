"""Messages by locale, the most special variant first; built-in ones where the bot declares none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flowc.machine.at import place
from flowc.names.builtin_messages import BUILTIN_MESSAGES, BuiltinMessage
from flowc.structure import tree
from runtime.artifact import model

_DEFAULT_CHANNEL = "default"


def messages(
    declared: Mapping[str, tree.Message], in_place: Mapping[str, tree.Message], locales: tuple[str, ...]
) -> dict[str, model.Message]:
    """Return every message of a bot by name."""
    found = {name: _built_in(one, locales) for name, one in BUILTIN_MESSAGES.items()}
    for name, message in (*declared.items(), *in_place.items()):
        own = _lowered(message, locales)
        before = found.get(name)
        if before is not None:  # a locale that the bot does not replace keeps the built-in words
            own = model.Message({**before.locales, **own.locales}, own.place)
        found[name] = own
    return found


def _built_in(message: BuiltinMessage, locales: Iterable[str]) -> model.Message:
    return model.Message(
        locales={
            locale: tuple(
                model.Wordings((model.Content(text),), wait=wait)
                for wait, text in message.locales[locale].items()
            )
            for locale in locales
            if locale in message.locales
        }
    )


def _lowered(message: tree.Message, locales: Iterable[str]) -> model.Message:
    found = {}
    for locale in locales:
        own = [one for one in message.variants if one.locale is None or one.locale.text == locale]
        if own:
            found[locale] = tuple(_wordings(sorted(own, key=_generality)))
    return model.Message(found, place(message.span))


def _generality(variant: tree.Variant) -> tuple[bool, bool]:
    """Order variants: a channel of its own before any channel, a wait kind of its own before any."""
    return (_channel(variant) is None, variant.wait is None)


def _wordings(variants: Iterable[tree.Variant]) -> Iterator[model.Wordings]:
    for variant in variants:
        yield model.Wordings(
            contents=tuple(_content(content) for content in variant.contents),
            channel=_channel(variant),
            wait=None if variant.wait is None else variant.wait.text,
        )


def _channel(variant: tree.Variant) -> str | None:
    if variant.channel is None or variant.channel.text == _DEFAULT_CHANNEL:
        return None
    return variant.channel.text


def _content(content: tree.Content) -> model.Content:
    media = link = template = None
    if content.media_type is not None and content.media_url is not None:
        media = model.Media(content.media_type.text, content.media_url.text)
    if content.link_url is not None:
        label = content.link_url if content.link_label is None else content.link_label
        link = model.Link(content.link_url.text, label.text)
    if content.template is not None:
        template = model.ChannelTemplate(
            content.template.text, tuple(word.text for word in content.template_params)
        )
    return model.Content(
        text=content.text.text,
        media=media,
        link=link,
        suggest=tuple(word.text for word in content.suggest),
        template=template,
    )
