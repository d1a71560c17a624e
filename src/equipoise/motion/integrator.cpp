#include "equipoise/motion/integrator.hpp"

namespace equipoise::motion {

Node between(const Node& a, const Node& b, double time_s) {
  const double h = b.time_s - a.time_s;
  const double u = (time_s - a.time_s) / h;
  const double u2 = u * u, u3 = u2 * u, u4 = u3 * u, u5 = u4 * u;
  Node n;
  n.time_s = time_s;
  n.position = (1 - 10 * u3 + 15 * u4 - 6 * u5) * a.position + (10 * u3 - 15 * u4 + 6 * u5) * b.position +
               (h * (u - 6 * u3 + 8 * u4 - 3 * u5)) * a.velocity +
               (h * (-4 * u3 + 7 * u4 - 3 * u5)) * b.velocity +
               (0.5 * h * h * (u2 - 3 * u3 + 3 * u4 - u5)) * a.acceleration +
               (0.5 * h * h * (u3 - 2 * u4 + u5)) * b.acceleration;
  n.velocity = (30 / h * (-u2 + 2 * u3 - u4)) * (a.position - b.position) +
               (1 - 18 * u2 + 32 * u3 - 15 * u4) * a.velocity + (-12 * u2 + 28 * u3 - 15 * u4) * b.velocity +
               (0.5 * h * (2 * u - 9 * u2 + 12 * u3 - 5 * u4)) * a.acceleration +
               (0.5 * h * (3 * u2 - 8 * u3 + 5 * u4)) * b.acceleration;
  n.acceleration = (1 - u) * a.acceleration + u * b.acceleration;
  return n;
}

} // namespace equipoise::motion
