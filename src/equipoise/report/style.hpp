#pragma once
// The look of the report. Colours keep apart in the three simulated colour blindnesses; line types repeat
// what they say.
#include <string_view>

namespace equipoise::report {

inline constexpr std::string_view style = R"(
:root{--paper:#FBFAF7;--ink:#1A1C1E;--ink2:#55595E;--rule:#DDD9CF;--axis:#807D75;--grid:#E6E2D8;--panel:#F1EEE6;
--brochure:#1B5E9A;--assessed:#964900;--frictions:#55595E;--focus:#0B5CD5}
@media screen and (prefers-color-scheme:dark){:root{--paper:#15181B;--ink:#ECE9E2;--ink2:#A9AEB4;--rule:#33383D;--axis:#7C838B;
--grid:#2A2F34;--panel:#1E2226;--brochure:#7DB7EE;--assessed:#F2A65A;--frictions:#B9BEC4;--focus:#8EC5FF}}
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main{max-width:74rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1,h2,.answer{font-family:Charter,"Bitstream Charter","Source Serif 4",Cambria,Georgia,serif}
h1{font-size:clamp(1.9rem,1.3rem + 2.6vw,2.75rem);line-height:1.15;margin:.3rem 0 1rem;text-wrap:balance}
h2{font-size:2rem;line-height:1.2;margin:0 0 1rem}
h3{font-size:1.19rem;line-height:1.35;margin:0 0 .25rem;max-width:60rem;text-wrap:pretty}
h4{font-size:1rem;margin:0}
p{max-width:46em;margin:0 0 .8rem}
ul{max-width:46em}
a{color:inherit;text-decoration-color:var(--axis);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
.partial{max-width:none;margin:0;padding:.8rem 1rem;background:var(--ink);color:var(--paper);text-align:center;font-weight:600}
.top{display:grid;gap:1rem 3.5rem}
.name,.note,.sub{color:var(--ink2)}
.name{font-size:.88rem}
.name strong{color:var(--ink)}
.answer{font-size:1.25rem;line-height:1.55;max-width:38em}
.note{font-size:.84rem;line-height:1.5}
.lead{font-size:1.06rem}
.sub,.shows{font-size:.94rem}
.side{margin:0;max-width:24rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem;margin:.6rem 0}
.pair p{font-size:.88rem;line-height:1.4;margin:.4rem 0 0}
.pair strong{font-size:1.06rem}
nav{border:solid var(--rule);border-width:1px 0;margin:1.5rem 0 0}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.4rem;list-style:none;margin:0;padding:.3rem 0;max-width:none;font-size:.88rem}
nav a{display:inline-block;padding:.55rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
section{padding-top:3.5rem}
figure{margin:0 0 2.5rem}
figcaption{margin-bottom:.4rem}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17.5rem),1fr));gap:1.5rem 2rem;margin:.8rem 0}
.panel{max-width:23rem}
.panel .sub{margin:0 0 .4rem;min-height:2.9em;line-height:1.45}
.panel.brochure h4{color:var(--brochure)}.panel.assessed h4{color:var(--assessed)}.panel.frictions h4{color:var(--frictions)}
.two{display:grid;gap:0 3.5rem}
.beside{display:grid;gap:0 3rem}.lone .chart{max-width:24rem}
.shows{margin-top:.6rem}
svg{display:block}
.chart,.hundred{width:100%;height:auto}
.chart text{font-size:12.8px;fill:var(--ink2)}
.wide{display:none}
.brochure{--c:var(--brochure)}.assessed{--c:var(--assessed)}.frictions{--c:var(--frictions)}.other,.gap{--c:var(--ink)}
.axis,.grid,.reference,.line,.behind,.whisker,.error,.span,.ends,.threshold,.hatch{fill:none;vector-effect:non-scaling-stroke}
.axis{stroke:var(--axis)}.grid{stroke:var(--grid)}
.reference{stroke:var(--axis);stroke-dasharray:2 4}
.light{fill:var(--c);fill-opacity:.16;stroke:var(--c);stroke-opacity:.45;stroke-width:.8}
.dark{fill:var(--c);fill-opacity:.45}
.line{stroke:var(--c);stroke-width:2}
.brochure .line{stroke-dasharray:7 4}.frictions .line{stroke-dasharray:1.5 3.5;stroke-linecap:round}.other .line{stroke-dasharray:9 3 2 3}
.behind{stroke:var(--axis);stroke-width:1.1;stroke-opacity:.75}
.behind.brochure{stroke-dasharray:7 4}.behind.frictions{stroke-dasharray:1.5 3.5}
.whisker{stroke:var(--c);stroke-width:4;stroke-opacity:.6}
.dot{fill:var(--c,var(--ink));stroke:var(--c,var(--ink));stroke-width:1.6}
.brochure .dot,.hearsay .dot{fill:var(--paper)}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;padding:0;margin:.4rem 0;max-width:none;font-size:.84rem;color:var(--ink2)}
.key li{display:flex;align-items:center;gap:.5rem}
.icon{width:34px;height:16px;flex:none}
.full{fill:var(--c);stroke:var(--c)}.part{fill:var(--c);fill-opacity:.4;stroke:var(--c)}.loss{fill:var(--ink2);fill-opacity:.3;stroke:var(--ink2)}
.perhaps,.empty{fill:none;stroke:var(--c);stroke-width:1}.empty{stroke:var(--axis);stroke-opacity:.6}
.hatch{stroke:var(--c);stroke-width:1.1}
.error{stroke:var(--ink);stroke-width:1.4}
.bars{width:100%;max-width:40rem}
.bars th{width:7.5rem}.bars .number{width:8.6rem;white-space:nowrap}
.bars td,.bars th{padding:.22rem .5rem .22rem 0;border:0;vertical-align:middle}
.bar{width:100%;height:16px}
.glyph{width:120px;height:16px}.changes .glyph{width:160px}
.span,.ends{stroke:var(--ink);stroke-width:1.6}.hearsay .span{stroke-dasharray:4 3}.span.unused{stroke-dasharray:1 4;stroke-width:1.4}
.threshold{stroke:var(--axis);stroke-dasharray:2 2}
.scroll{overflow-x:auto;max-width:100%;margin:.6rem 0 1.2rem}
table{border-collapse:collapse;font-size:.88rem;line-height:1.4}
caption{text-align:left;color:var(--ink2);font-size:.84rem;padding:0 0 .4rem}
caption span{display:block;position:sticky;left:0;max-width:min(60rem,calc(100vw - 2rem))}
th,td{text-align:left;vertical-align:top;padding:.38rem 1.2rem .38rem 0;border-bottom:1px solid var(--rule);font-weight:400}
thead th{font-weight:600;border-bottom:1px solid var(--axis);font-size:.81rem;color:var(--ink2);vertical-align:bottom}
tbody th{font-weight:600}
.numbers td,.numbers th{white-space:nowrap}
.changes th[scope=row],.changes td:nth-child(2){white-space:normal;min-width:9rem;max-width:16rem}
.parameters{min-width:62rem;width:100%;table-layout:fixed;margin-bottom:.8rem}
.parameters caption{font-weight:600;color:var(--ink);font-size:.94rem}
.parameters th:nth-child(1){width:17%}.parameters th:nth-child(2){width:16%}.parameters th:nth-child(3){width:132px}
.parameters th:nth-child(4){width:14%}.parameters th:nth-child(5){width:12%}
.basis{font-weight:600}
details{margin:.4rem 0}
summary{cursor:pointer;padding:.55rem 0;font-size:.94rem;width:max-content;max-width:100%}
pre{background:var(--panel);padding:.8rem 1rem;font:.88rem/1.5 ui-monospace,Consolas,"DejaVu Sans Mono",monospace}
dl{display:grid;gap:.5rem 3rem;max-width:60rem;font-size:.94rem}
dl div{display:grid;gap:0 1rem}
dt{color:var(--ink2)}dd{margin:0;overflow-wrap:anywhere}
@media (min-width:40rem){dl div{grid-template-columns:17rem 1fr}}
@media (min-width:48rem){main{padding:2.5rem 2rem 5rem}.wide{display:block;max-width:46rem}.narrow{display:none}}
@media (min-width:62rem){.top{grid-template-columns:minmax(0,1fr) 21rem}.side{padding-top:2.6rem}.two{grid-template-columns:1fr 1fr}.beside{grid-template-columns:minmax(0,46rem) minmax(14rem,1fr)}
.lone{display:grid;grid-template-columns:24rem minmax(0,1fr);gap:0 3rem}.lone figcaption{grid-column:1/-1}}
@media (max-width:26rem){.bars th{width:5.6rem}.bars .number{width:6.4rem;white-space:normal}.answer{font-size:1.16rem}h2{font-size:1.7rem}}
@media print{body{font-size:10pt}main{max-width:none;padding:0}nav,.skip{display:none}section{padding-top:1.5rem}
figure,tr,.panel{break-inside:avoid}h2,h3,caption{break-after:avoid}.scroll{overflow:visible}.parameters{min-width:0;font-size:7.5pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.panels{grid-template-columns:repeat(3,1fr);gap:1rem}
details::details-content{content-visibility:visible;block-size:auto}}
)";

} // namespace equipoise::report
