#pragma once
#include <cstddef>

namespace equipoise::core {

/// As std::lower_bound on values that lie in a row: the first that is not before, or one past the last. No
/// branch depends on the values: where a random number falls no processor foresees.
template <class T, class Before>
const T* first_not_before(const T* values, std::size_t count, Before before) {
  while (count > 1) {
    const std::size_t half = count / 2;
    values += half & (std::size_t{0} - static_cast<std::size_t>(before(values[half - 1])));
    count -= half;
  }
  return values + (count == 1 && before(*values) ? 1 : 0);
}

/// The least count in [low, high] for which `holds`, which does not turn false again; `high` where it holds
/// for none below, `low` where that is beyond it.
template <class Holds>
unsigned first_that_holds(unsigned low, unsigned high, Holds holds) {
  while (low < high) {
    const unsigned middle = low + (high - low) / 2;
    if (holds(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

} // namespace equipoise::core
