#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <regex>
#include <string>
#include <vector>

#include "equipoise/report/page/figure.hpp"
#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/document.hpp"
#include "equipoise/report/study/exposure_sentences.hpp"
#include "equipoise/report/study/sentences.hpp"

using namespace equipoise;
using namespace equipoise::report;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// `without` raids of `played` without a leaker; in the others half of the missiles leak, all missed.
results::Tally tally(std::uint64_t size, std::uint64_t without, std::uint64_t played) {
  results::Tally t;
  for (std::uint64_t i = 0; i < played; ++i) {
    results::Outcome o;
    o.launched = static_cast<std::uint32_t>(size);
    o.leaked = i < without ? 0U : (o.launched + 1U) / 2U;
    o.intercepted = o.launched - o.leaked;
    o.detected = o.tracked = o.assigned = o.engaged = o.launched;
    o.reasons[static_cast<std::size_t>(results::Reason::missed)] = o.leaked;
    t.add(o);
  }
  return t;
}

results::Point point(const std::string& belief, double size, double chance,
                     std::vector<double> set_chances = {}, const std::string& variant = "") {
  results::Point p;
  p.factors = {{"salvo.count", size}};
  p.belief = belief;
  p.variant = variant;
  p.nominal =
      tally(static_cast<std::uint64_t>(size), static_cast<std::uint64_t>(std::lround(1000 * chance)), 1000);
  for (std::size_t i = 0; i < set_chances.size(); ++i)
    p.sets.push_back({i, 10000, static_cast<std::uint64_t>(std::lround(10000 * set_chances[i])), 0});
  return p;
}

Document document(std::vector<results::Point> points) {
  Document d;
  d.title = "How likely is it that nothing gets through?";
  d.swept = "salvo.count";
  d.swept_label = "missiles in the salvo";
  d.result.points = std::move(points);
  d.seed = 2020;
  d.replications = 1000;
  d.command = "equipoise study a.toml";
  return d;
}

/// Two beliefs over three sizes, and two variants.
Document ordinary() {
  return document(
      {point("assessed", 1, 0.80, {0.70, 0.80, 0.90}), point("brochure", 12, 0.88, {0.80, 0.88, 0.96}),
       point("assessed", 12, 0.33, {0.22, 0.33, 0.44}), point("brochure", 1, 0.99, {0.98, 0.99, 0.99}),
       point("assessed", 40, 0.00, {0.00, 0.00, 0.00}), point("brochure", 40, 0.10, {0.05, 0.10, 0.15}),
       point("assessed", 12, 0.20, {}, "six channels"),
       point("assessed", 12, 0.33, {}, "half the magazine")});
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Names of the tags that are opened and not closed, or closed and not opened.
std::vector<std::string> unbalanced(const std::string& html) {
  const std::vector<std::string> single{"meta", "br", "wbr"};
  std::vector<std::string> open, wrong;
  const std::regex tag(R"(<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*(/?)>)");
  std::size_t tags = 0;
  for (std::sregex_iterator i(html.begin(), html.end(), tag), end; i != end; ++i, ++tags) {
    const std::string name = (*i)[2];
    if ((*i)[4].length() > 0 || std::find(single.begin(), single.end(), name) != single.end()) continue;
    if ((*i)[1].length() == 0)
      open.push_back(name);
    else if (!open.empty() && open.back() == name)
      open.pop_back();
    else
      wrong.push_back("/" + name);
  }
  // The doctype aside, every "<" of the page begins a tag that was understood.
  if (tags + 1 != static_cast<std::size_t>(std::count(html.begin(), html.end(), '<'))) wrong.push_back("<");
  wrong.insert(wrong.end(), open.begin(), open.end());
  return wrong;
}

void check_page(const Document& d) {
  const std::string html = to_html(d, {});
  CHECK(unbalanced(html) == std::vector<std::string>{});
  CHECK_FALSE(std::regex_search(html, std::regex(R"((^|[^a-z])-?(nan|inf)($|[^a-z]))", std::regex::icase)));
  // The one script element holds data, in which no string can end it.
  const auto first = html.find("<script");
  REQUIRE(first != std::string::npos);
  CHECK(html.compare(first, 31, "<script type=\"application/json\"") == 0);
  CHECK(html.find("<script", first + 1) == std::string::npos);
  const auto begin = html.find('>', first) + 1;
  const Json data = Json::parse(html.substr(begin, html.find("</script>") - begin));
  for (const Json& figure : data["figures"])
    for (const Json& row : figure["rows"]) CHECK(row.size() == figure["columns"].size());
  CHECK_FALSE(std::regex_search(html, std::regex(R"([0-9]\u2013[0-9])"))); // ranges in words
  for (const char* word : {"proves", "useless", "unfortunately"}) CHECK_FALSE(has(html, word));
}

} // namespace

TEST_CASE("text from files is inert") {
  CHECK(escape("<script>alert('a' & \"b\")</script>") ==
        "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;");
  CHECK(escape("\u00e9 \u2212 \u4e2d \U0001F680") == "\u00e9 \u2212 \u4e2d \U0001F680");
  CHECK(escape("a\xff"
               "b\x80") == "a\uFFFDb\uFFFD");
  CHECK(escape("\xC0\xBC") == "\uFFFD\uFFFD"); // an overlong "<"
  CHECK(escape(std::string_view("\0\x1b", 2)) == "\uFFFD\uFFFD");
  CHECK(escape("a\u202Eb") == "a\uFFFDb");
  CHECK(hyperlink("A & B", "https://a.b/?c=\"d\"") ==
        "<a href=\"https://a.b/?c=&quot;d&quot;\" rel=\"noopener noreferrer\">A &amp; B</a>");
  CHECK(hyperlink("A", "javascript:alert(1)") == "A (javascript:alert(1))");
  CHECK(hyperlink("A", "") == "A");

  Document d = ordinary();
  const std::string evil = "\"'><script>x</script><img src=x>&";
  d.title = d.scenario_title = d.swept_label = d.command = d.sensing = d.version = d.revision =
      d.inputs_sha256 = evil;
  d.result.outcomes_sha256 = evil;
  for (auto& p : d.result.points) {
    p.arrivals.push_back({evil, p.nominal});
    if (!p.variant.empty()) p.variant = evil;
  }
  catalogue::Parameter p;
  p.name = p.group = p.confidence = p.note = evil;
  p.sources = {evil, "known"};
  d.sources["known"] = {evil, "https://a.b/" + evil};
  d.parameters.push_back({evil, p});
  d.computed.push_back({evil, evil, evil, evil});
  check_page(d);
}

TEST_CASE("numbers are worded as their intervals allow") {
  CHECK(percent_with(0.88, {0.77, 0.99}) == "88 % (77 to 99)");
  CHECK(percent_with(0.0, {0.0, 0.0037}) == "0.0 % (0.0 to 0.4)");
  CHECK(percent_with(0.002, {0.0, 0.02}) == "under 1 % (0 to 2)");
  CHECK(percent_with(0.999, {0.98, 1.0}) == "over 99 % (98 to 100)");
  CHECK(percent(nan_value, 0) == "no value");
  CHECK(signed_points_with(0.55, {0.44, 0.66}) == "+55 (44 to 66)");
  CHECK(signed_points_with(-0.03, {-0.05, -0.01}) == "\u22123 (\u22125 to \u22121)");
  CHECK(signed_points_with(0.001, {-0.02, 0.02}) == "0 (\u22122 to 2)");
  CHECK(points(0.01, 0) == "1 point");
  CHECK(whole(1234567) == "1,234,567");
  CHECK(fixed(-0.001, 1) == "0.0");
  CHECK(raids(0.88, 100) == "in about 9 raids of 10");
  CHECK(raids(0.33, 100) == "in about 1 raid of 3");
  CHECK(raids(0.02, 100) == "in about 2 raids of 100");
  CHECK(raids(0.0, 2000) == "in none of the 2,000 raids played");
  CHECK(raids(1.0, 1) == "in all of the 1 raids played");
  CHECK(raids(0.0001, 100000) == "in fewer than 1 raid of 100");
  CHECK(raids(nan_value, 0) == "in no raid played");
  CHECK(counted(1, "missiles in the salvo") == "1 missile in the salvo");
  CHECK(counted(12, "missiles in the salvo") == "12 missiles in the salvo");
  CHECK(listed(std::vector<std::string>{"a", "b", "c"}) == "a, b and c");
}

TEST_CASE("the answer to an ordinary study") {
  const Document d = ordinary();
  const Summary summary = read(d);
  CHECK(summary.reference == 12.0);
  CHECK(summary.beliefs.front().belief == "brochure");
  CHECK(
      answer(summary) ==
      "With 12 missiles in the salvo, nothing gets through in about 9 raids of 10 under the brochure belief "
      "(88 %; 81 to 95 over what is not known) and in about 1 raid of 3 under the assessed belief (33 %; 23 "
      "to 43): "
      "the brochure belief gives 55 points more (52 to 58 over what is not known).");
  CHECK(answer_sizes(summary) ==
        "The chance falls to one half at about 26 missiles in the salvo under the brochure belief (23 to 28 "
        "over what is "
        "not known) and at about 8 under the assessed belief (6 to 11); it falls to nine in ten at about 10 "
        "under the "
        "brochure belief (6 to 14) and below 1 under the assessed belief (below 1 to 1).");
  CHECK(curves_title(summary) ==
        "At every size played, the brochure belief gives a higher chance than the assessed belief");
  CHECK(gap_title(summary) == "The gap is widest at 12: 55 points");
  const auto found = changes(summary);
  REQUIRE(found.size() == 2);
  CHECK(bite_mark(found[0]) == "matters (0.05 or more)");
  CHECK(bite_mark(found[1]) == "does not matter here");
  CHECK(changes_title(found) == "1 of 2 changes matters");
  check_page(d);
}

TEST_CASE("a flipped study says less, an open sign says so") {
  const Document flipped = document(
      {point("brochure", 12, 0.30, {0.25, 0.30, 0.35}), point("assessed", 12, 0.80, {0.75, 0.80, 0.85})});
  const Summary summary = read(flipped);
  CHECK(has(answer(summary), "the brochure belief gives 50 points less (50 to 50 over what is not known)."));
  CHECK(curves_title(summary) == "The brochure belief gives a lower chance than the assessed belief");
  CHECK_FALSE(summary.swept);
  check_page(flipped);

  const Document open =
      document({point("brochure", 12, 0.50, {0.3, 0.5, 0.7}), point("assessed", 12, 0.40, {0.6, 0.4, 0.3})});
  CHECK(has(answer(read(open)),
            "which of the two gives more depends on what is not known (a gap of 10 points at nominal values; "
            "\u2212"));
  check_page(open);

  const Document against =
      document({point("brochure", 12, 0.50, {0.3, 0.3}), point("assessed", 12, 0.40, {0.6, 0.5})});
  CHECK(has(answer(read(against)),
            "gives 10 points more at nominal values, while over what is not known the gap is \u2212"));
}

TEST_CASE("equal beliefs cannot be told apart") {
  const Document d = document({point("brochure", 1, 1.0), point("assessed", 1, 1.0),
                               point("brochure", 12, 0.5), point("assessed", 12, 0.5)});
  const Summary summary = read(d);
  CHECK(has(answer(summary),
            "the raids played cannot tell the two apart (a gap of 0 points; \u22124 to 4 by chance)."));
  CHECK(has(answer_sizes(summary),
            "one half above 12 missiles in the salvo under the brochure belief and above 12 under"));
  CHECK(curves_title(summary) ==
        "At none of 2 sizes can the raids played tell the brochure belief from the assessed belief");
  CHECK(gap_title(summary) == "No gap that the raids played can tell from none");
  CHECK(has(about_bands(d, summary), "no light band"));
  check_page(d);
}

TEST_CASE("empty, single and broken results still make a page") {
  CHECK(answer(read(document({}))) == "No raid has been played, so there is no answer yet.");
  check_page(document({}));
  check_page(Document{});

  const Document one = document({point("assessed", 12, 0.33)});
  CHECK(
      answer(read(one)).starts_with("With 12 missiles in the salvo, nothing gets through in about 1 raid of "
                                    "3 under the assessed belief (33 %; 30 to 36 by chance)."));
  check_page(one);

  Document odds = ordinary();
  odds.swept.clear();
  odds.swept_label.clear();
  odds.result.points.resize(3);
  for (auto& p : odds.result.points) p.factors.clear();
  check_page(odds);

  Document broken = ordinary();
  broken.result.status = results::Status::partial;
  broken.result.elapsed_s = nan_value;
  broken.result.points[0].nominal = {};
  broken.result.points[1].factors[0].second = nan_value;
  broken.result.points[2].sets[0].replications = 0;
  catalogue::Parameter p;
  p.name = "p";
  p.low = -std::numeric_limits<double>::infinity();
  p.nominal = nan_value;
  broken.parameters.push_back({"e", p});
  p.words = {"low"};
  p.nominal = 7;
  broken.parameters.push_back({"e", p});
  check_page(broken);
  CHECK(has(to_html(broken, {}), "Partial result"));
  CHECK(read(broken).left_out == 2);
}

TEST_CASE("a page runs one script, named by its digest, and loads nothing") {
  const std::string html = to_html(ordinary(), {"let a = 1;", "b{}"});
  // printf 'let a = 1;' | openssl dgst -sha256 -binary | base64
  CHECK(has(html, "script-src 'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='"));
  CHECK(has(html, "default-src 'none'"));
  CHECK(has(html, "<style>b{}</style>"));
  CHECK(has(html, "<script>let a = 1;</script>"));
}

TEST_CASE("causes and hinges say what their numbers say") {
  Document d = ordinary();
  results::Waterfall w{12.0, {0.88, 0.86, 0.90}, {0.33, 0.30, 0.36}, {}, 1000};
  w.causes = {{"not ready", {-0.05, -0.06, -0.04}}, {"kill probability", {-0.50, -0.52, -0.48}}};
  d.result.waterfall = w;
  d.result.drivers = {{"lethality", {"a.p", "b.p"}, {0.2, 0.1, 0.3}}, {"x", {"x"}, {0.01, -0.1, 0.12}}};
  const std::string html = to_html(d, {});
  CHECK(has(
      html,
      "Most of what lies between is \u201ckill probability\u201d, \u221250 (\u221252 to \u221248) points"));
  CHECK(has(html, "Of 2 things that are not known and were drawn, 1 can be told to move the gap"));
  check_page(d);
  d.result.drivers = {{"x", {"x"}, {0.01, -0.1, 0.12}}};
  CHECK(has(to_html(d, {}), "No single unknown can be told to move the answer"));
}

TEST_CASE("the funnel adds up, or says that it does not") {
  const Document d = ordinary();
  const Summary summary = read(d);
  const Sample* sample = at_reference(summary, summary.low);
  REQUIRE(sample != nullptr);
  CHECK(has(funnel_shows(summary, *sample), "sum to launched."));
  CHECK(has(reasons_show(*sample), "\u201cmissed\u201d"));
  CHECK(has(reasons_show(*sample), "The reasons sum to the leaked."));

  results::Point wrong = *sample->point;
  wrong.nominal.reasons[0] += 1;
  Sample other = *sample;
  other.point = &wrong;
  CHECK(has(reasons_show(other), "a fault of the program"));
}

TEST_CASE("what standing alone costs, and what of the claim that leaves out") {
  Document d = document({point("assessed", 4, 0.5), point("assessed", 4, 0.3, {}, "stand <alone>")});
  results::Pairs pairs;
  for (int i = 0; i < 1000; ++i) {
    pairs.no_leaker.add(i < 300, i < 500);
    pairs.leaked.add(i < 300 ? 0 : 2, i < 500 ? 0 : 2);
    pairs.doubled.add(i % 2 == 0 ? 3 : 1, 0);
    pairs.wasted.add(1, 1);
    pairs.friendly_shots.add(0, i % 10 == 0 ? 1 : 0);
    pairs.fired.add(8, 6);
  }
  d.result.points[1].pairs = pairs;
  CHECK_FALSE(has(to_html(d, {}), "id=\"interoperability\"")); // a comparison of something else
  d.about_network = true;
  const std::string html = to_html(d, {});
  CHECK(has(html, "id=\"interoperability\""));
  CHECK(has(html, "+0.40 (0.35 to 0.45) leakers"));
  CHECK(has(html, "+2.00 (1.94 to 2.06) rounds at targets already under another"));
  CHECK(has(html, "\u22120.10 (\u22120.12 to \u22120.08) shots at friends"));
  for (const char* left_out : {"data security", "signature over time", "the politics"})
    CHECK(has(html, left_out));
  CHECK_FALSE(has(html, "stand <alone>"));
  check_page(d);
}

TEST_CASE("the interval of a mean known by its sum alone covers all or nothing") {
  const auto estimate = mean_of_sum(600, 100, 12.0);
  CHECK(estimate.value == doctest::Approx(6.0));
  CHECK(estimate.interval.low == doctest::Approx(12.0 * analysis::clopper_pearson(50, 100).low));
  CHECK(estimate.interval.high == doctest::Approx(12.0 * analysis::clopper_pearson(50, 100).high));
  CHECK(mean_of_sum(0, 10, 0.0).interval.high == 0.0);
}

namespace {

/// 100 raids of one transit, `seen` of them detected near `range_m` and shot at from half of it.
results::TransitTally visits(int seen, double range_m, int raids = 100) {
  results::TransitTally v;
  for (int i = 0; i < raids; ++i) {
    results::Outcome o;
    o.transits = 1;
    if (i < seen) {
      o.transits_detected = o.transits_tracked = o.transits_engaged = 1;
      o.transit_detection_range_m = range_m + (i % 2 == 0 ? 1e3 : -1e3);
      o.transit_first_shot_range_m = 0.5 * o.transit_detection_range_m;
      o.transit_exposed_s = 600.0;
      o.transit_exposed_m = 150e3;
    }
    v.add(o);
  }
  return v;
}

results::Point visit(double area_m2, double height_m, int seen, double range_m, bool drawn = true) {
  results::Point p;
  p.belief = "assessed";
  p.factors = {{"f-35a.cross_section", area_m2}, {"visitor.altitude", height_m}};
  p.nominal.replications = p.nominal.without_leaker = 100;
  p.nominal.transits = visits(seen, range_m);
  for (std::uint64_t s = 0; s < 3 && drawn; ++s) {
    p.sets.push_back({s, 100, 100, 0});
    p.sets.back().transits = visits(seen, range_m * (0.8 + 0.2 * static_cast<double>(s)));
  }
  return p;
}

Document of_transits(std::vector<results::Point> points) {
  Document d;
  d.title = "From how far is it seen?";
  d.factors = {{"f-35a.cross_section", "cross-section of the F-35A", core::Dimension::area},
               {"visitor.altitude", "height of the route", core::Dimension::length}};
  d.result.points = std::move(points);
  catalogue::Parameter p;
  p.name = "cross_section";
  p.dimension = core::Dimension::area;
  p.low = 0.0005;
  p.nominal = 0.0015;
  p.high = 0.1;
  p.confidence = "low";
  d.parameters.push_back({"f-35a", p});
  return d;
}

} // namespace

TEST_CASE("exposure: a curve a height, the published interval, both bands") {
  Document d = of_transits({visit(0.1, 9e3, 90, 300e3), visit(0.1, 300, 90, 90e3),
                            visit(0.0005, 9e3, 80, 60e3), visit(0.0005, 300, 80, 50e3),
                            visit(0.0015, 9e3, 80, 100e3), visit(0.0015, 300, 80, 70e3)});
  d.false_alarms.per_scan = 37.0;
  const auto exposure = read_exposure(d);
  REQUIRE(exposure);
  REQUIRE(exposure->curves.size() == 2);
  CHECK(exposure->curves[0].label == "300 m");
  CHECK(exposure->curves[1].samples[1].size == 0.0015);
  CHECK(span(*exposure, exposure->curves[1]).published);
  const Level& seen = exposure->curves[1].samples[0].detected;
  CHECK(seen.mean.value == doctest::Approx(60.0));
  CHECK(seen.raids == 80);
  REQUIRE(seen.unknown);
  CHECK(seen.unknown->low < 55.0);
  CHECK(exposure->curves[1].samples[0].time.mean.value == doctest::Approx(8.0)); // 20 raids of none count
  CHECK(ranges_title(*exposure).starts_with("Flying at 9 km, it is first shot at from 30 to 150 km"));
  const std::string shows = ranges_show(*exposure);
  CHECK(has(shows, "50 to 90 km flying at 300 m and 60 to 300 km flying at 9 km"));
  CHECK(has(shows, "1.8-fold flying at 300 m and 5.0-fold flying at 9 km"));
  CHECK(has(shows, "detected in 80 to 90 % of raids"));
  const auto answers = exposure_answer(*exposure);
  CHECK(has(answers.at(0), "0.0005 to 0.1 m\u00b2"));
  CHECK(has(answers.at(1), "5.0-fold"));
  CHECK(has(answers.back(), "low confidence"));
  CHECK(has(answers.back(), "left out"));
  CHECK(has(to_html(d, {}), "a radar has 37 of them a scan"));
  check_page(d);
}

TEST_CASE("exposure: never seen is told as never, and threats make another report") {
  const Document never =
      of_transits({visit(0.0005, 9e3, 0, 1e3), visit(0.0015, 9e3, 1, 50e3), visit(0.1, 9e3, 90, 300e3)});
  const auto exposure = read_exposure(never);
  REQUIRE(exposure);
  CHECK(has(ranges_title(*exposure), "not at all with 0.0005 m\u00b2"));
  CHECK(has(exposure_answer(*exposure).back(), "in none of the raids played"));
  CHECK(has(ranges_show(*exposure), "never to 300 km"));
  check_page(never);
  check_page(of_transits({visit(0.0005, 9e3, 0, 1e3, false), visit(0.1, 9e3, 0, 1e3, false)}));

  Document one = of_transits({visit(0.0015, 9e3, 50, 100e3, false)});
  CHECK(has(about_exposure_bands(one, *read_exposure(one)), "No parameter sets were drawn"));
  check_page(one);
  one.result.points[0].factors.clear();
  check_page(one);

  Document mixed = of_transits({visit(0.0005, 9e3, 50, 100e3)});
  mixed.result.points[0].nominal.launched = 4;
  CHECK_FALSE(read_exposure(mixed));
  CHECK_FALSE(read_exposure(document({})));
}
