// The main of every C++ test program. ctest asks for one case at a time, by its name: a name that fits no
// case must fail, not pass with nothing tested.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace {

unsigned cases_run = 0;

struct Counter : doctest::IReporter {
  explicit Counter(const doctest::ContextOptions&) {}
  void report_query(const doctest::QueryData&) override { ++cases_run; }
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats& run) override {
    cases_run += run.numTestCasesPassingFilters;
  }
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}
};

} // namespace

REGISTER_LISTENER("counter", 1, Counter);

int main(int argc, char** argv) {
  const int result = doctest::Context(argc, argv).run();
  return result == 0 && cases_run == 0 ? 1 : result;
}
