"""What is cut from a body, and what never is."""

import time
from dataclasses import replace

import pytest

from standoff.readers.blocks import Block, blocks_of
from standoff.readers.general import general_body
from standoff.readers.leads import lead_of
from standoff.readers.outline import outline_of
from standoff.readers.page import parse
from standoff.readers.refine import Refining, plain_cut
from standoff.readers.restore import restore

LINE = "The regulator said on Tuesday that it had fined the company a large sum of money for its refusal, part {}."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "16x9 Image",
        "XS SM MD LG",
        "Our Standards: The Coastwire Principles.",
        "© The Quay",
        "Sign up here for our morning newsletter.",
        "Follow us on Telegram",
        "Читайте также: Суд отказал",
        "https://quay.test/a/b-c",
        "2019-11-19T08:57:40+01:00",
        "Published 18 November 2019",
        "READ MORE: What a regulator may ask for",
        "Нашли ошибку? Выделите текст",
        "Фото: Иво Лан, Причал",
        "Foto: Ivo Lan / Quay",
        "15.12.2020 – 14:49",
        "FILE PHOTO: The court of Orel at dusk. Ada Quill/Quay",
        "<저작권자ⓒ부두일보. 무단전재-재배포 금지>",
        "Uppdaterad 15.59 | Publicerad 14.14",
        "Updated",
        "Courtesy of the harbour office",
        "Illustration by Ivo Lan",
        "Topics: courts, boats, fines",
        "Комментарии (2)",
        "ShareCopy link",
        "15:20 GMTAda Quill in Orel",
        "READ ALSO: What a regulator may ask for",
        "razbirach - 15.08.2015 г. 18:54:53",
        "Posted by: Ivo Lan, 28 Sep 2011 | 18:12",
        "Ada Quill can be reached at ada@quay.test.",
    ],
)
def test_plain_cut_takes_boilerplate_with_its_reason(line: str) -> None:
    kept, cut = plain_cut([Block(line), Block("A court said so.")])
    assert [block.text for block in kept] == ["A court said so."]
    assert cut[0][0] == line
    assert cut[0][1].startswith("boilerplate: ")


@pytest.mark.parametrize(
    "line",
    [
        "Telegram declined to comment on how it moderates channels.",
        "Facebook followers of the ministry were asked to subscribe to its newsletter.",
        "The comments that moderators removed were published again on Instagram.",
        "Sources close to the ministry said the register of accounts was ready.",
        "Moderators of the forum said they would publish the comments.",
        "Реклама в каналах запрещена с сентября, сообщил представитель ведомства.",
        "November 18, 2019 was the day on which the court ruled.",
        "Photo apps such as Instagram are asked for an office in the country.",
        "Фотографии удалили по решению суда.",
        "15:20 GMT was the hour at which the court met.",
        "Share prices of Facebook fell.",
    ],
)
def test_plain_cut_leaves_sentences_about_platforms(line: str) -> None:
    assert plain_cut([Block(line)]) == ([Block(line)], [])


def test_general_body_cuts_by_place_and_puts_a_lost_paragraph_back() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(6))
    html = (
        "<html><head><title>A fine for refusing</title><meta property='fb:pages' content='1'></head><body>"
        "<header><h1>A fine for refusing</h1></header><main><article><div class='text'>"
        f"{paragraphs}<div class='infobox'><p>{LINE.format('of the box')}</p></div></div></article>"
        "<section><h3>Ferries late again in the thick fog of Tuesday</h3></section></main></body></html>"
    )
    body = general_body(parse(html, "https://quay.test/a"), "A fine for refusing", ())
    assert [block.text for block in body.blocks] == [LINE.format(number) for number in range(6)]
    assert all(reason for _, reason in body.cut)


def test_general_body_ends_before_the_names_of_its_authors_and_knows_captions_without_their_credit() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(6))
    html = (
        "<html><head><title>A fine for refusing</title></head><body><article><h1>A fine for refusing</h1>"
        f"<p>The court of Orel at dusk</p>{paragraphs}<p>Ada Quill, Ivo Lan</p><p>17302</p></article></body></html>"
    )
    captions, authors = ("The court of Orel at dusk. Photo: Ivo Lan",), ("Ivo Lan", "Ada Quill", "Joon Ferris")
    body = general_body(parse(html, "https://quay.test/a"), "A fine for refusing", captions, authors)
    assert [block.text for block in body.blocks] == [LINE.format(number) for number in range(6)]
    reasons = dict(body.cut)
    assert (reasons["Ada Quill, Ivo Lan"], reasons["17302"]) == ("byline", "a number alone")


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Por ADA QUILL", True),
        ("IVO LAN", True),
        ("Ivo Lan is asked to explain the fine by the end of next week, and so is the harbour office.", False),
        ("By refusing they gained a day.", False),
    ],
)
def test_a_byline_in_a_paragraph_of_its_own_is_cut(line: str, cut: bool) -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(6))
    html = f"<html><body><h1>A fine for refusing</h1><article><p>{line}</p>{paragraphs}</article></body></html>"
    body = general_body(parse(html, "https://quay.test/a"), "A fine for refusing", (), ("Ivo Lan",))
    assert (line not in [block.text for block in body.blocks]) is cut


def test_the_credit_of_a_picture_is_no_standfirst() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(6))

    def standfirst(lead: str) -> str | None:
        html = f"<html><body><h1>A fine for refusing</h1>{lead}<article>{paragraphs}</article></body></html>"
        return general_body(parse(html, "https://quay.test/a"), "A fine for refusing", ()).standfirst

    words = "The company has thirty days to pay what the court has asked for"
    assert standfirst(f"<p class='lead'>{words}.</p>") == f"{words}."
    assert standfirst(f"<p class='lead'>{words} / Ivo Lan / Quay foto</p>") is None
    assert standfirst(f"<div class='media-block__description'>{words}</div>") is None


def test_who_wrote_a_page_and_a_file_photo_are_no_standfirst() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(6))
    words = "Ada Quill has written on boats and courts in Dunmere for eleven years"
    for lead in (
        f"<div class='author-box'><p class='description'>{words}</p></div>",
        f"<p class='lead'>FILE - {words}</p>",
    ):
        html = f"<html><body><h1>A fine for refusing</h1>{lead}<article>{paragraphs}</article></body></html>"
        assert general_body(parse(html, "https://quay.test/a"), "A fine for refusing", ()).standfirst is None


def test_comments_longer_than_the_body_are_cut_below_it_but_a_page_of_comment_is_kept() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(4))
    comments = "".join(f"<p>{LINE.format(number)} I do not believe a word.</p>" for number in range(10, 20))

    def size(inner: str) -> int:
        html = f"<html><body><main><h1>A fine for refusing</h1><div>{inner}</div></main></body></html>"
        return len(general_body(parse(html, "https://quay.test/a"), "A fine for refusing", ()).blocks)

    assert size(f"{paragraphs}<div class='readers-comments'>{comments}</div>") == 4
    more = "".join(f"<p>{LINE.format(number)}</p>" for number in range(20, 24))
    assert size(f"<div class='page-comment'>{paragraphs}</div>{more}") == 8


def test_a_first_paragraph_that_stands_bare_is_put_back() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(6))
    bare = "The harbour office of Dunmere counted its boats by night, and a court in Orel found fault with the count."
    html = (
        f"<html><body><h1>A fine for refusing</h1><div><div class='tools'></div>{bare}{paragraphs}</div></body></html>"
    )
    body = general_body(parse(html, "https://quay.test/a"), "A fine for refusing", ())
    assert body.blocks[0].text == bare
    assert len(body.blocks) == 7


def test_the_parts_of_a_body_that_an_advertisement_parts_are_put_together() -> None:
    def part(name: str, *numbers: int) -> str:
        return f"<div class='{name}'>" + "".join(f"<p>{LINE.format(number)}</p>" for number in numbers) + "</div>"

    def numbers(other: str) -> int:
        inner = f"{other}<div class='ad'>Advertisement</div>{part('news-text wide', *range(8))}"
        html = f"<html><body><h1>A fine for refusing</h1><main>{inner}</main></body></html>"
        page = parse(html, "https://quay.test/a")
        lines = [Block(LINE.format(number)) for number in range(8)]
        outline = outline_of(page, lines)
        return len(restore(lines, [], Refining(outline, frozenset(), frozenset(), "", True)))

    assert numbers(part("news-text", 20, 21)) == 10
    assert numbers(part("teaser-text", 20, 21)) == 8
    assert numbers(f"<div class='card'><img>{part('news-text', 20)}</div>") == 8


def test_a_lead_of_its_own_is_a_standfirst_within_the_container_too() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(6))
    lead = "The company has thirty days to pay what the court has asked for."

    def standfirst(tag: str, name: str) -> str | None:
        html = (
            "<html><body><div class='news'><h1>A fine for refusing</h1>"
            f"<{tag} class='{name}'>{lead}</{tag}><div class='t'>{paragraphs}</div></div></body></html>"
        )
        page = parse(html, "https://quay.test/a")
        outline = outline_of(page, [Block(LINE.format(number)) for number in range(6)])
        return lead_of(
            page, replace(outline, container=page.tree.find(".//div")), "A fine for refusing", LINE.format(0)
        )

    assert standfirst("h2", "lead description") == lead
    assert standfirst("h2", "x") is None


def test_what_stands_above_the_headline_and_the_line_with_the_date_are_no_body() -> None:
    menu = " | ".join(f"<a href='/{name}'>{name}</a>" for name in ("Home", "Courts", "Boats", "Weather", "Archive"))
    body = "<br><br>".join(LINE.format(number) for number in range(8))
    date = "Wednesday, 3 June 2015, 16:05 (updated 3 June 2015, 18:20) Views: 1204"
    html = (
        f"<html><title>A fine for refusing</title><body><table><tr><td>{menu} and a line of the paper on its boats"
        f"</td></tr><tr><td><h1>A fine for refusing</h1><p>{date}</p><div>{body}</div></td></tr></table></body></html>"
    )
    found = general_body(parse(html, "https://quay.test/a"), "A fine for refusing", (), dated=(date,))
    assert [block.text for block in found.blocks] == [LINE.format(number) for number in range(8)]


def test_pull_quotes_are_cut_where_they_say_again_what_stands_in_the_text() -> None:
    paragraphs = "".join(f"<p>{LINE.format(number)}</p>" for number in range(8))

    def texts(pulled: str) -> list[str]:
        pull = f"<blockquote class='pullquote'><p>{pulled}</p><cite>Ada Quill, a judge</cite></blockquote>"
        html = f"<html><body><h1>A fine for refusing</h1><div>{paragraphs}{pull}{paragraphs}</div></body></html>"
        return [block.text for block in general_body(parse(html, "https://quay.test/a"), None, ()).blocks]

    assert not {"Ada Quill, a judge", "a large sum of money for its refusal"} & set(
        texts("a large sum of money for its refusal")
    )
    assert "Nobody has said this anywhere else on the page so far" in texts(
        "Nobody has said this anywhere else on the page so far"
    )


def test_lost_headings_of_the_posts_of_a_live_blog_are_put_back() -> None:
    def post(number: int, heading: str) -> str:
        return f"<article><h2 class='x'>{heading}</h2><div><p>{LINE.format(number)}</p></div></article>"

    posts = "".join(post(number, f"Post {number} on boats") for number in range(6))
    page = parse(f"<html><body><h1>A fine for refusing</h1><main>{posts}</main></body></html>", "https://quay.test/a")
    outline = outline_of(page, [Block(LINE.format(number)) for number in range(6)])
    lines = [Block(LINE.format(number)) for number in range(6)]
    refining = Refining(outline, frozenset(), frozenset(), "", True)
    back = [block.text for block in restore(lines, [], refining)]
    assert back[:3] == [LINE.format(0), "Post 1 on boats", LINE.format(1)]


def test_blocks_of_parts_bare_text_at_breaks_and_counts_links() -> None:
    page = parse(
        "<html><body><div>One <b>bold</b>.<br><br>Two <a href='/x'>linked</a>.<p>Three</p>four</div></body></html>", "u"
    )
    blocks = blocks_of(page.tree)
    assert [(block.text, block.linked) for block in blocks] == [
        ("One bold.", 0),
        ("Two linked.", 6),
        ("Three", 0),
        ("four", 0),
    ]


@pytest.mark.parametrize("number", ["", " {n}"], ids=["one line again and again", "all lines different"])
def test_cost_of_a_long_body_does_not_grow_with_its_square(number: str) -> None:
    line = "The harbour office counted the boats on the quay and wrote them down" + number
    body = "".join(f"<p>{line.format(n=n)}.</p>" for n in range(9000))
    page = parse(f"<html><body><h1>Boats are counted</h1><article>{body}</article></body></html>", "https://x.test/a")
    start = time.process_time()
    general_body(page, "Boats are counted", ())
    assert time.process_time() - start < 5  # about 1 on a slow machine, 20 when every line looks at all others


def test_a_hidden_copy_of_the_body_is_passed_over_but_not_the_only_one() -> None:
    lines = [LINE.format(n) for n in range(8)]
    shown = "<article>" + "".join(f"<p>{line}</p>" for line in lines) + "</article>"
    meta = '<meta itemprop="datePublished" content="2024-05-06T07:00:00Z">'
    copy = f'<div style="display: none" itemscope>{meta}<div itemprop="articleBody">{" ".join(lines)}</div></div>'
    both = parse(f"<html><body><h1>Boats are counted</h1>{shown}{copy}</body></html>", "https://x.test/a")
    assert [block.text for block in general_body(both, "Boats are counted", ()).blocks] == lines
    assert both.metas["datepublished"] == ["2024-05-06T07:00:00Z"]
    alone = parse(f"<html><body><h1>Boats are counted</h1>{copy}</body></html>", "https://x.test/a")
    assert (both.notes[0][1][:1], alone.notes) == ("1", ())
