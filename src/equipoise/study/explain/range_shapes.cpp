#include "equipoise/study/explain/range_shapes.hpp"

#include <atomic>

#include "equipoise/parallel/parallel_for.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/drawn_set.hpp"

namespace equipoise::study {

std::vector<ShapeSet> play_shape(const Study& study, const scenario::CaseSource& source,
                                 const scenario::Case& base, catalogue::RangeShape shape, std::uint64_t sets,
                                 const std::vector<ShapePoint>& points, const SweepControl& control) {
  const catalogue::Catalogue used = scenario::used_catalogue(base);
  const auto stopped = [&] { return control.stop.requested(); };
  std::vector<ShapeSet> played(sets);
  std::atomic<std::uint64_t> done{0};
  const auto play = [&](std::uint64_t s, unsigned worker) {
    const scenario::Draw draw = scenario::draw(used, base.scenario.ignorance, study.seed, s, shape);
    simulation::FlightCache cache;
    ShapeSet& set = played[s];
    set.set = s;
    for (std::size_t p = 0; p < points.size(); ++p) {
      if (stopped()) return false;
      const auto theatre =
          prepare_drawn(study, source, base, draw, points[p].settings, points[p].belief, cache);
      if (!theatre) {
        set.points.clear();
        break;
      }
      simulation::World world(*theatre);
      results::Tally tally;
      const std::uint64_t first = (s * points.size() + p) * study.replications_per_set;
      for (std::uint64_t i = 0; i < study.replications_per_set; ++i) {
        if (stopped()) return false;
        tally.add(simulation::replicate(*theatre, study.seed, first + i, world));
      }
      set.points.push_back(std::move(tally));
    }
    const std::uint64_t count = done.fetch_add(1) + 1;
    if (worker == 0 && control.progress)
      control.progress(static_cast<double>(count) / static_cast<double>(sets), "both readings of the ranges");
    return true;
  };
  if (!parallel::parallel_for(control.threads, sets, control.stop, play).all) return {};
  return played;
}

} // namespace equipoise::study
