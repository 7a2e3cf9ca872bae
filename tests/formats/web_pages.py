"""Pages as the programs behind newspapers make them, each with what a reader of it reads."""

from __future__ import annotations

from typing import NamedTuple

ONE = (
    "The harbour board said on Tuesday that the old road along the quay would open again next"
    " week, three months after the storm that washed most of it away."
)
TWO = (
    "“We did not believe that it could be done before the spring,” said Zoë Müller, who runs the"
    " chandlery at its far end. “The joiners worked through the nights.”"
)
THREE = (
    "Repairs cost 1.4 million, twice what had been planned. The council paid for half of them and"
    " asked the ferry company, whose lorries use the road most, for the rest."
)
FOUR = (
    "A spokesman for the company, Callum Reid, denied that there had ever been an agreement. He"
    " added that the ferry would sail from the other pier until a court had decided."
)
FIVE = "The mayor could not be reached."
TITLE = "Quay road opens again"


class Page(NamedTuple):
    """A page: its source, the lines a reader reads of the article, and words of what is around."""

    source: str
    lines: list[str]
    absent: tuple[str, ...] = ()


def page(body: str, head: str = "", title: str = f"{TITLE} | The Post") -> str:
    """A whole page."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{TITLE}">{head}</head><body>{body}</body></html>'
    )


NAV = """<header class="site-header"><a href="/">The Post</a><nav><ul><li><a href="/n">News</a></li>
<li><a href="/s">Sport</a></li><li><a href="/w">Weather</a></li></ul></nav></header>"""
FOOTER = """<footer><p>© 2026 The Post Ltd. All rights reserved.</p><ul><li><a href="/p">Privacy</a>
</li><li><a href="/c">Contact</a></li></ul></footer>"""
AROUND = ("Weather", "Privacy", "All rights reserved")

BLOG = Page(
    page(
        f"""{NAV}<main id="primary"><article class="post hentry"><header class="entry-header">
        <h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on">
        <time datetime="2026-03-04">4 March 2026</time></span> <span class="byline">by
        <a href="/author/ana">Ana Ruiz</a></span></div></header><div class="entry-content">
        <p>{ONE}</p><figure class="wp-block-image"><img src="quay.jpg" alt="no words of ours">
        <figcaption class="wp-element-caption">The quay in January. Photograph: Jane Roe
        </figcaption></figure><p>{TWO}</p><h2 class="wp-block-heading">Who pays</h2>
        <ul class="wp-block-list"><li>The council: 0.7 million</li><li>The ferry company: 0.7
        million</li></ul><p>{THREE}</p><blockquote class="wp-block-quote"><p>We are not a
        bank.</p><cite>Callum Reid</cite></blockquote><figure class="wp-block-table"><table>
        <thead><tr><th>Year</th><th>Lorries</th></tr></thead><tbody><tr><td>2024</td>
        <td>1,204</td></tr><tr><td>2025</td><td>1,377</td></tr></tbody></table>
        <figcaption>Lorries on the quay</figcaption></figure><p>{FOUR}</p>
        <div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li></ul></div>
        <div id="jp-relatedposts"><h3>Related</h3><p><a href="/x">Pier closed</a></p></div></div>
        </article><div id="comments" class="comments-area"><h2>Two thoughts</h2>
        <ol class="comment-list"><li><p>I was there and it is all wrong, I tell you. Not a word of
        it is true, and who reads this paper anyway?</p></li></ol></div></main>
        <aside class="sidebar"><p>Sofas at half price until Sunday!</p></aside>{FOOTER}"""
    ),
    [
        ONE,
        "The quay in January. Photograph: Jane Roe",
        TWO,
        "Who pays",
        "- The council: 0.7 million",
        "- The ferry company: 0.7 million",
        THREE,
        "We are not a bank.",
        "Callum Reid",
        "Year | Lorries",
        "2024 | 1,204",
        "2025 | 1,377",
        "Lorries on the quay",
        FOUR,
    ],
    (*AROUND, "Facebook", "Pier closed", "I was there", "Sofas", "no words of ours"),
)

TABLES = Page(
    page(
        f"""<table width=780><tr><td colspan=2><a href=/>Home</a> | <a href=/n>News</a> |
        <a href=/w>Weather</a></td></tr><tr><td width=150 valign=top><a href=/a>Archive</a><br>
        <a href=/b>Letters</a></td><td><font size=5><b>{TITLE}</b></font><br><br>{ONE}<br><br>
        {TWO}<br><br>{THREE}<br><br>{FOUR}<br>{FIVE}</td></tr><tr><td colspan=2>
        <a href=/p>Privacy</a></td></tr></table>"""
    ),
    [ONE, TWO, THREE, FOUR, FIVE],
    ("Weather", "Privacy", "Letters"),
)

BOXES = Page(
    page(
        f"""<div id="root"><div class="css-1x"><a href="/">The Post</a></div><div class="css-2y">
        <div class="css-3z">{TITLE}</div><div class="css-4a"><div class="css-5b">{ONE}</div>
        <div class="css-5b">{TWO}</div><div class="css-6c"><a href="/buy">Buy a boat</a></div>
        <div class="css-5b">{THREE}</div><div class="css-5b">{FIVE}</div>
        <div class="css-5b">{FOUR}</div></div></div>
        <div class="css-9"><a href="/p">Privacy</a></div></div>"""
    ),
    [ONE, TWO, THREE, FIVE, FOUR],
    ("Privacy",),
)

FORM = Page(
    page(
        f"""<form method="post" action="./story.aspx" id="aspnetForm"><input type="hidden"
        name="__VIEWSTATE" value="x"><div id="menu"><a href="/n">News</a> <a href="/w">Weather</a>
        </div><div id="ctl00_content"><h1>{TITLE}</h1><span id="lblDate">04/03/2026</span>
        <div id="ctl00_text"><p>{ONE}</p><p>{TWO}</p><ol><li>Board</li><li>Council</li></ol>
        <p>{THREE}</p><p>{FOUR}</p></div></div><div id="login"><label>Name</label><input>
        <button>Log in</button></div></form>"""
    ),
    [ONE, TWO, "1. Board", "2. Council", THREE, FOUR],
    ("Weather", "Log in"),
)

FIELDS = Page(
    page(
        f"""{NAV}<main role="main"><article role="article" class="node node--type-article">
        <div class="node__content"><h1><span>{TITLE}</span></h1>
        <div class="field field--name-field-summary"><p>The road was washed away in the storm of
        the winter.</p></div><div class="field field--name-body"><p>{ONE}</p><p>{TWO}</p>
        <h3>What was <em>said</em></h3><p>{THREE}<br>{FIVE}</p><p>{FOUR}</p>
        <dl><dt>Length</dt><dd>400 metres</dd><dt>Built</dt><dd>1911</dd></dl></div>
        <div class="field field--name-field-tags"><div class="field__label">Tags</div>
        <a href="/t/quay">Quay</a> <a href="/t/road">Roads</a></div></div></article>
        </main>{FOOTER}"""
    ),
    [
        "The road was washed away in the storm of the winter.",
        ONE,
        TWO,
        "What was said",
        THREE,
        FIVE,
        FOUR,
        "Length",
        "400 metres",
        "Built",
        "1911",
    ],
    (*AROUND, "Roads"),
)

STANDFIRST = Page(
    page(
        f"""{NAV}<main><article><header><h1>{TITLE}</h1><p class="standfirst">Lorries may use it
        from Monday, but the ferry will not</p><address class="byline"><a href="/ana">Ana Ruiz</a>
        </address></header><div class="article-body"><p>{ONE}</p><aside class="rich-link">
        <h3>Read more</h3><a href="/x">Pier closed for good</a></aside><p>{TWO}</p>
        <figure><img src=a.jpg><figcaption>Zoë Müller at her shop</figcaption></figure>
        <p>{THREE}</p><div class="newsletter-signup"><p>Sign up to the morning letter, the best
        of the harbour in your box each day.</p></div><h2><strong>No agreement</strong></h2>
        <p>{FOUR}</p><p>{FIVE}</p></div><div class="social-share"><a href="#">Share</a></div>
        </article></main>{FOOTER}""",
        '<meta name="author" content="Ana Ruiz">',
    ),
    [
        "Lorries may use it from Monday, but the ferry will not",
        ONE,
        TWO,
        "Zoë Müller at her shop",
        THREE,
        "No agreement",
        FOUR,
        FIVE,
    ],
    (*AROUND, "Pier closed", "Sign up", "Share"),
)

COMPONENTS = Page(
    page(
        f"""{NAV}<main id="main-content"><article><div data-component="headline-block"><h1>{TITLE}
        </h1></div><div data-component="text-block"><p><b>{ONE}</b></p></div>
        <div data-component="text-block"><p>{TWO}</p></div><div data-component="subheadline-block">
        <h2>The bill</h2></div><div data-component="unordered-list-block"><ul><li><p>Repairs: 1.4
        million</p></li><li><p>Planned: 0.7 million</p><ul><li>Without tax</li></ul></li></ul></div>
        <div data-component="text-block"><p>{THREE}</p></div><div data-component="links-block">
        <ul><li><a href="/x">Storm washes quay away</a></li><li><a href="/y">Pier closed for
        good</a></li></ul></div><div data-component="text-block"><p>{FOUR}</p><p>{FIVE}</p></div>
        </article></main>{FOOTER}"""
    ),
    [
        ONE,
        TWO,
        "The bill",
        "- Repairs: 1.4 million",
        "- Planned: 0.7 million",
        "- Without tax",
        THREE,
        FOUR,
        FIVE,
    ],
    (*AROUND, "Storm washes"),
)

LINE_BREAKS = Page(
    page(
        f"""<div class="header"><h2 class="title"><a href="/">Quay diary</a></h2></div>
        <div class="post hentry"><h3 class="post-title entry-title">{TITLE}</h3>
        <div class="post-body entry-content" id="post-body-1">{ONE}<br /><br />{TWO}<br /><br />
        <i>{FIVE}</i><br /><br />{THREE} See <a href="/m">the map</a> for more.<br />
        <blockquote>It was as if the sea had read the contract.</blockquote>{FOUR}
        <div style="clear: both;"></div></div><div class="post-footer">Posted by <span
        class="fn">Ana</span> at <a href="#"><abbr>09:00</abbr></a></div></div>
        <div class="sidebar"><h2>Archive</h2><ul><li><a href="/1">March</a></li></ul></div>"""
    ),
    [
        ONE,
        TWO,
        FIVE,
        f"{THREE} See the map for more.",
        "It was as if the sea had read the contract.",
        FOUR,
    ],
    ("Archive", "March"),
)

LETTER = Page(
    page(
        f"""<div class="main-menu"><a href="/">Post letter</a></div><div class="single-post">
        <article class="newsletter-post post"><div class="post-header"><h1 class="post-title">
        {TITLE}</h1><h3 class="subtitle">And nobody wants to pay for it</h3></div>
        <div class="available-content"><div class="body markup"><p>{ONE}</p><div
        class="subscription-widget-wrap"><div class="subscription-widget"><p>Thanks for reading!
        Subscribe for free to receive new posts.</p></div></div><p>{TWO}</p><hr>
        <ol><li><p>{THREE}</p></li><li><p>{FOUR}</p></li></ol><pre>low  tide   04:10
high tide  10:22</pre><p>{FIVE}</p></div></div></article></div>"""
    ),
    [
        "And nobody wants to pay for it",
        ONE,
        TWO,
        f"1. {THREE}",
        f"2. {FOUR}",
        "low  tide   04:10",
        "high tide  10:22",
        FIVE,
    ],
    ("Subscribe for free",),
)

LIVE = Page(
    page(
        f"""{NAV}<main><article class="live"><h1>{TITLE}</h1><p>{ONE}</p>
        <div class="update"><h2>The lorries came</h2><p>{TWO}</p><p>This page is being
        updated.</p></div><div class="update"><h2>The ferry did not</h2><p>{THREE}</p><p>This page
        is being updated.</p></div><div class="update"><h2>And nobody paid</h2><p>{FOUR}</p>
        <p>This page is being updated.</p><p>{ONE}</p></div></article></main>{FOOTER}"""
    ),
    [
        ONE,
        "The lorries came",
        TWO,
        "This page is being updated.",
        "The ferry did not",
        THREE,
        "This page is being updated.",
        "And nobody paid",
        FOUR,
        "This page is being updated.",
        ONE,
    ],
    AROUND,
)

INTERVIEW = Page(
    page(
        f"""{NAV}<section id="story"><h1>{TITLE}</h1><div class="story-body"><p>{ONE}</p>
        <p><strong>When does it open?</strong></p><p>On Monday.</p>
        <p><strong>And who pays?</strong></p><p>{THREE}</p><p><strong>Is that fair?</strong></p>
        <p>No.</p><p><strong>Why not?</strong></p><p>No comment.</p><p>{FOUR}</p>
        <p><em>Additional reporting by Fiona Baird</em></p></div></section>{FOOTER}"""
    ),
    [
        ONE,
        "When does it open?",
        "On Monday.",
        "And who pays?",
        THREE,
        "Is that fair?",
        "No.",
        "Why not?",
        "No comment.",
        FOUR,
        "Additional reporting by Fiona Baird",
    ],
    AROUND,
)

EDGES = Page(
    page(
        f"""{NAV}<div class="wrapper"><h1>{TITLE}</h1><div class="article__body">
        <div class="lead">Lorries may use it from Monday on.</div>
        <figure><img src=a.jpg><figcaption>The quay, before</figcaption></figure>
        <p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>
        <ul><li>Monday: lorries</li><li>Tuesday: cars</li></ul>
        <figure><img src=b.jpg><figcaption>The quay, after</figcaption></figure></div>
        <div class="most-read"><ul><li><a href="/x">Pier closed</a></li></ul></div></div>{FOOTER}"""
    ),
    [
        "Lorries may use it from Monday on.",
        "The quay, before",
        *(ONE, TWO, THREE, FOUR),
        "- Monday: lorries",
        "- Tuesday: cars",
        "The quay, after",
    ],
    (*AROUND, "Pier closed"),
)

BRIEF = Page(
    page(
        f"""{NAV}<main><article><h1>{TITLE}</h1><p>The quay road opens on Monday.</p><ul>
        <li>Lorries first</li><li>Cars from noon</li></ul><p>{FIVE}</p></article></main>{FOOTER}"""
    ),
    ["The quay road opens on Monday.", "- Lorries first", "- Cars from noon", FIVE],
    AROUND,
)

FROM_THE_RIGHT = Page(
    page(
        """<main dir="rtl" lang="ar"><article><h1>الطريق يفتح</h1><p>قالت البلدية يوم الثلاثاء إن
        الطريق القديم على الرصيف سيفتح من جديد الأسبوع المقبل بعد ثلاثة أشهر من العاصفة التي
        جرفت معظمه.</p><ul><li>الشاحنات أولا</li><li>ثم السيارات</li></ul><p>ونفى المتحدث باسم
        الشركة أن يكون هناك أي اتفاق، وأضاف أن العبّارة ستبحر من الرصيف الآخر.</p></article>
        </main>""",
        title="الطريق يفتح",
    ).replace(f'content="{TITLE}"', 'content="الطريق يفتح"'),
    [
        "قالت البلدية يوم الثلاثاء إن الطريق القديم على الرصيف سيفتح من جديد الأسبوع المقبل بعد"
        " ثلاثة أشهر من العاصفة التي جرفت معظمه.",
        "- الشاحنات أولا",
        "- ثم السيارات",
        "ونفى المتحدث باسم الشركة أن يكون هناك أي اتفاق، وأضاف أن العبّارة ستبحر من الرصيف الآخر.",
    ],
)

PAGES = {
    "a blog's blocks": BLOG,
    "a page laid out by tables": TABLES,
    "boxes without paragraphs": BOXES,
    "a page in a form": FORM,
    "fields": FIELDS,
    "a standfirst and captions": STANDFIRST,
    "components": COMPONENTS,
    "line breaks": LINE_BREAKS,
    "a letter": LETTER,
    "a live page": LIVE,
    "an interview": INTERVIEW,
    "what stands at the edges": EDGES,
    "a brief": BRIEF,
    "from the right": FROM_THE_RIGHT,
}
