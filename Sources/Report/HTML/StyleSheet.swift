/// The one style sheet of a page.
enum StyleSheet {
    /// What the page's Content-Security-Policy allows: this sheet by its digest (CSP Level 3, 2.3.1), and nothing else.
    static var policy: String {
        let digest = Base64.encode(SHA256.digest(Array(text.description.utf8)))
        return "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
    }

    static let text: StaticString = """
        :root{color-scheme:light dark;--ink:#1d2329;--soft:#59636e;--paper:#fff;--sheet:#f4f5f7;--line:#d5dae0;--link:#0b57b0;
        --bad:#b3261e;--badpaper:#fdeceb;--warn:#8a5200;--warnpaper:#fff4de;--good:#1b6b3a;--goodpaper:#e8f6ec;--open:#3a4a5c;
        --openpaper:#eaeff5;--band:#f6b9b4}
        @media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a6b0bb;--paper:#1b1f24;--sheet:#12151a;--line:#39414b;
        --link:#86b9ff;--bad:#ff8b82;--badpaper:#3a1a18;--warn:#f5bf62;--warnpaper:#35280f;--good:#78d399;--goodpaper:#14301e;
        --open:#b9c7d8;--openpaper:#222b36;--band:#71302b}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;background:var(--sheet);color:var(--ink);line-break:strict;overflow-wrap:anywhere;
        font:16px/1.7 system-ui,"Hiragino Sans","Yu Gothic UI","Noto Sans JP","Noto Sans CJK JP",sans-serif}
        main{max-width:52rem;margin:0 auto;padding:1rem}
        header p,.note,.contents{color:var(--soft)}
        header p{margin:.1rem 0 1rem;font-size:.9rem}
        h1{font-size:1.15rem;margin:.5rem 0 0;font-weight:600}
        h2{font-size:1.3rem;line-height:1.4;margin:2.4rem 0 .6rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
        h3{font-size:1.1rem;line-height:1.5;margin:0 0 .4rem}
        h4{font-size:1rem;margin:1.4rem 0 .5rem;padding-left:.6rem;border-left:4px solid var(--line)}
        h5{font-size:1rem;line-height:1.5;margin:0 0 .3rem}
        p{margin:.3rem 0 .7rem}
        a{color:var(--link)}
        code{font:.88em/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,"Noto Sans Mono CJK JP",monospace;background:var(--sheet);
        border-radius:3px;padding:.08em .3em;white-space:pre-wrap;-webkit-box-decoration-break:clone;box-decoration-break:clone}
        .verdict{background:var(--paper);border:1px solid var(--line);border-top:8px solid var(--open);border-radius:10px;
        padding:1.1rem 1.2rem}
        .verdict .headline{font-size:1.6rem;line-height:1.4;font-weight:700;margin:.1rem 0 .6rem;color:var(--open)}
        .verdict.bad{border-top-color:var(--bad)}.verdict.bad .headline{color:var(--bad)}
        .verdict.warning{border-top-color:var(--warn)}.verdict.warning .headline{color:var(--warn)}
        .verdict.good{border-top-color:var(--good)}.verdict.good .headline{color:var(--good)}
        .next{background:var(--goodpaper);border-left:6px solid var(--good);border-radius:6px;padding:.7rem .9rem;margin:1rem 0 0}
        .never{background:var(--badpaper);border-left:6px solid var(--bad);border-radius:6px;padding:.7rem .9rem;margin:1rem 0 0}
        .next strong,.never strong{display:block}
        .next p,.never ul{margin:.2rem 0 0}
        .never ul{padding-left:1.3rem}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}
        dt{color:var(--soft);max-width:11rem}
        dd{margin:0;min-width:0}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;margin:0 0 1rem}
        .finding,.gap{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;margin:0 0 .8rem}
        .finding:target{outline:3px solid var(--link)}
        .finding{border-left:6px solid var(--open)}
        .finding.critical,.finding.high{border-left-color:var(--bad)}
        .finding.medium{border-left-color:var(--warn)}
        .badge{display:inline-block;font-size:.8rem;font-weight:700;line-height:1.6;border-radius:4px;padding:0 .5em;
        margin-right:.5em;background:var(--openpaper);color:var(--open);border:1px solid currentColor}
        .badge.critical,.badge.high{background:var(--badpaper);color:var(--bad)}
        .badge.medium{background:var(--warnpaper);color:var(--warn)}
        details{margin:.5rem 0 0}
        summary{cursor:pointer;color:var(--link);padding:.2rem 0}
        .evidence{padding-left:1.2rem;margin:.3rem 0}
        .evidence li{margin:0 0 .5rem}
        .evidence .quote{display:block}
        .evidence .quote code{display:block;padding:.4rem .6rem;margin-top:.2rem;max-height:20rem;overflow:auto}
        .contents ol{margin:.2rem 0;padding-left:1.4rem}
        .card.steps{padding-left:2.4rem}
        .steps li{margin:.3rem 0}
        figure{margin:0;background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:.8rem}
        figcaption{color:var(--soft);font-size:.9rem}
        figcaption p{margin:.3rem 0}
        svg{display:block;width:100%;height:auto}
        svg text{fill:var(--ink)}
        svg .soft{fill:var(--soft)}svg .axis{stroke:var(--soft)}svg .lane{stroke:var(--line)}
        svg .band{fill:var(--band)}svg .dot{fill:var(--link);stroke:var(--link)}svg .hollow{fill:var(--paper);stroke:var(--link)}
        svg.tall,.view,.paper{display:none}
        input.zoom{position:absolute;opacity:0}input.zoom:focus-visible+label{outline:3px solid var(--warn)}
        label.zoom{display:inline-block;border:1px solid var(--line);border-radius:6px;padding:.25rem .8rem;margin:0 .4rem .6rem 0;
        cursor:pointer;color:var(--link)}
        input.zoom:checked+label{background:var(--link);color:var(--paper)}
        #zoom-0:checked~.view-0,#zoom-1:checked~.view-1,#zoom-2:checked~.view-2{display:block}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
        td.time{white-space:nowrap;font-variant-numeric:tabular-nums}
        @media(max-width:640px){main{padding:.6rem}.verdict .headline{font-size:1.35rem}dl{grid-template-columns:1fr;gap:0}
        dd{margin:0 0 .5rem}dt{max-width:none;font-size:.9rem}.card{padding:.8rem .8rem}svg.wide{display:none}svg.tall{display:block}
        td.time{white-space:normal}}
        @page{size:A4;margin:16mm 14mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt;color:#555}}
        @media print{:root{--ink:#000;--soft:#444;--paper:#fff;--sheet:#fff;--line:#999;--link:#003e8a;--bad:#9b1c15;
        --badpaper:#fff;--warn:#7a4700;--warnpaper:#fff;--good:#14532d;--goodpaper:#fff;--open:#333;--openpaper:#fff;--band:#e3b5b1}
        body{font-size:10.5pt;line-height:1.55}main{max-width:none;padding:0}
        .verdict,.finding,.gap,.next,.never,svg,tr,li{break-inside:avoid}.card{border:0;padding:0}
        h2,h3,h4,h5,dt{break-after:avoid}
        svg.wide,.view,.paper{display:block}svg.tall,.zoom{display:none}
        details::details-content{display:block;content-visibility:visible;block-size:auto;opacity:1}
        .evidence .quote code{max-height:none;overflow:visible;border:1px solid var(--line)}
        a[href^="http"]{text-decoration:none}td.time{white-space:nowrap}}
        """
}
