#include "equipoise/io/result/catalogue.hpp"

#include <nlohmann/json.hpp>

#include "equipoise/catalogue/schema.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using catalogue::Catalogue;
using catalogue::Parameter;

/// SI, or the word of a word-valued parameter.
Json end(const Parameter& p, double value) {
  return p.words.empty() ? Json(value) : Json(p.words[static_cast<std::size_t>(value)]);
}

Json sources_of(const Catalogue& catalogue, const Parameter& p) {
  Json list = Json::array();
  for (const std::string& key : p.sources) {
    const auto found = catalogue.sources.find(key);
    Json source{{"key", key}};
    if (found != catalogue.sources.end()) {
      source["title"] = found->second.title;
      source["locator"] = found->second.locator;
    }
    list.push_back(source);
  }
  return list;
}

Json value_of(const Catalogue& catalogue, const std::string& owner, const Parameter& p) {
  Json v;
  v["name"] = p.name;
  v["entry"] = owner;
  v["dimension"] = std::string(core::name_of(p.dimension));
  v["low"] = end(p, p.low);
  v["nominal"] = p.either ? Json("either") : end(p, p.nominal);
  v["high"] = end(p, p.high);
  v["text"] = p.either ? "either" : catalogue::format_value(p, p.nominal);
  v["spread"] = std::string(name_of(p.spread));
  v["group"] = p.group;
  v["reversed"] = p.reversed;
  v["basis"] = std::string(name_of(p.basis));
  v["confidence"] = p.confidence;
  v["sources"] = sources_of(catalogue, p);
  v["note"] = p.note;
  return v;
}

std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace

std::string catalogue_list_json(const Catalogue& catalogue, const std::vector<std::string>& keys) {
  Json list = Json::array();
  for (const std::string& key : keys) {
    const catalogue::Entry& entry = *catalogue.find(key);
    Json bases = Json::object();
    for (const auto& [name, parameter] : entry.parameters) {
      Json& count = bases[std::string(name_of(parameter.basis))];
      count = count.is_null() ? 1 : count.get<int>() + 1;
    }
    list.push_back({{"key", key},
                    {"kind", entry.kind},
                    {"title", entry.title},
                    {"like", entry.like},
                    {"values", entry.parameters.size()},
                    {"basis", bases}});
  }
  return dump({{"format", "equipoise-catalogue-list/1"}, {"entries", list}});
}

std::string catalogue_entry_json(const Catalogue& catalogue, const std::string& key,
                                 const catalogue::Closures& closures) {
  const catalogue::Entry& entry = *catalogue.find(key);
  Json json{{"format", "equipoise-catalogue-entry/1"},
            {"key", key},
            {"kind", entry.kind},
            {"title", entry.title},
            {"like", entry.like},
            {"references", entry.references},
            {"values", Json::array()},
            {"computed", Json::array()},
            {"contradictions", closures.contradictions}};
  for (const auto& [owner, parameter] : catalogue.all_of(key))
    json["values"].push_back(value_of(catalogue, owner, *parameter));
  for (const catalogue::Computed& c : closures.values)
    json["computed"].push_back({{"name", c.name},
                                {"dimension", std::string(core::name_of(c.dimension))},
                                {"value", c.value},
                                {"text", core::format_quantity(c.value, c.dimension)},
                                {"how", c.how}});
  return dump(json);
}

} // namespace equipoise::io
