"""Statements in longer texts in Russian, and in Ukrainian where the marks are its own. All of it invented."""

import pytest

from standoff.model import Article
from standoff.quotes import read_quotes

#: A language, a passage and the (text, speaker) of its statements.
EASTERN: dict[str, tuple[str, str, list[tuple[str, str | None]]]] = {
    "a firm within marks before a name": (
        "ru",
        "«Мы насчитали больше», – рассказал директор «Ладьи» Степан Корабельников.",
        [("Мы насчитали больше", "Степан Корабельников")],
    ),
    "a station within marks before the verb": (
        "ru",
        "Зампред комитета Думы по печати Олег Дымов в эфире радио «Столица» заявил, что разницы нет.",
        [("разницы нет", "Олег Дымов")],
    ),
    "a noun that ends like a verb": (
        "ru",
        "«Сроки истекли», – объяснил начальник отдела Баходир Тиллоев.",
        [("Сроки истекли", "Баходир Тиллоев")],
    ),
    "a place within a role": (
        "ru",
        "«Письма приходят прежние», – жалуется владелец гостиницы в Суздале Павел Тумаков.",
        [("Письма приходят прежние", "Павел Тумаков")],
    ),
    "letters of a body": (
        "ru",
        "Сайт заплатил весь штраф, сообщила в понедельник Федеральная антимонопольная служба (ФАС).",
        [("Сайт заплатил весь штраф", "Федеральная антимонопольная служба")],
    ),
    "the body that spoke last": (
        "ru",
        "В Роскомнадзоре напомнили, что уведомление отправили. «Меры могут применить», – предупредили в ведомстве.",
        [("уведомление отправили", "Роскомнадзор"), ("Меры могут применить", "Роскомнадзор")],
    ),
    "told of the sentence before": (
        "ru",
        "Сервис убрал упражнения. Об этом в четверг сообщил Роскомнадзор.",
        [("Сервис убрал упражнения", "Роскомнадзор")],
    ),
    "no comment behind another's words": (
        "ru",
        "В TikTok заявили, что изучают ситуацию, а в Twitter на вопросы не ответили.",
        [("изучают ситуацию", "TikTok"), ("на вопросы не ответили", "Twitter")],
    ),
    "a tag within a clause": (
        "ru",
        "Удалённые сообщения, заявили в Telegram, исчезают навсегда.",
        [("Удалённые сообщения", "Telegram"), ("исчезают навсегда", "Telegram")],
    ),
    "whom one asks": (
        "ru",
        "Мама школьницы Ирина Сажина попросила пользователей остановиться.",
        [("пользователей остановиться", "Ирина Сажина")],
    ),
    "a man in the genitive": (
        "ru",
        "Сервиса нет в списке, хотя, по словам экономиста Нодира Хашимова, данные он хранит далеко.",
        [("данные он хранит далеко", "Нодир Хашимов")],
    ),
    "the subject of the first verb": (
        "ru",
        "Директор Ольга Бурдина извинилась и пообещала, что дети будут ездить бесплатно.",
        [("дети будут ездить бесплатно", "Ольга Бурдина")],
    ),
    "whom one told behind the firm": (
        "ru",
        "В пресс-службе TikTok Азаттыку подтвердили, что переписка идёт.",
        [("переписка идёт", "TikTok")],
    ),
    "a question that is no cue": (
        "ru",
        "Илья Громов молчит. Всё зависит от того, признает ли суд ленту базой, объяснил он.",
        [("Всё зависит от того, признает ли суд ленту базой", "Илья Громов")],
    ),
    "a Ukrainian refusal": (
        "uk",
        "Компанія Apple утрималася від коментарів.",
        [("утрималася від коментарів", "Apple")],
    ),
    "a tag within a Ukrainian clause": (
        "uk",
        "Видалені повідомлення, наголосили в Telegram, зникають назавжди.",
        [("Видалені повідомлення", "Telegram"), ("зникають назавжди", "Telegram")],
    ),
}


@pytest.mark.parametrize("name", EASTERN)
def test_read_quotes_reads_longer_texts_in_the_east(name: str) -> None:
    language, text, wanted = EASTERN[name]
    quotes = read_quotes(Article(url="", page_type="article", text=text, language=language))
    assert [(quote.text, quote.speaker) for quote in quotes] == wanted


def test_read_quotes_takes_the_kind_of_a_firm_for_no_part_of_its_name() -> None:
    text = "Meta компаниясы бұл туралы пікір білдіруден бас тартты."
    quotes = read_quotes(Article(url="", page_type="article", text=text, language="kk"))
    assert [quote.speaker for quote in quotes] == ["Meta"]
