namespace DeliveryOtp.Cli.Tests.Simulation;

public sealed class SimulateCommandTests
{
    [Fact]
    public async Task Prints_every_table_and_saves_charts_and_numbers()
    {
        var directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var run = await SimulateAsync("--deliveries", "2000", "--output", directory);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Contains("code_release on_issue: 2,000 deliveries, seed 1", run.Output);
            Assert.Contains("code_release on_issue, recipient_presence required: 2,000 deliveries, seed 1", run.Output);
            Assert.Contains("code_release on_arrival: 2,000 deliveries, seed 1", run.Output);
            Assert.Contains("  2  422: the key of another request", run.Output);
            Assert.Contains("  6  wrong_parcel", run.Output);
            Assert.Contains("on_arrival: 2,000 deliveries in", run.Error);
            Assert.Equal(
                [
                    "simulation-on_arrival.json", "simulation-on_arrival.svg", "simulation-on_issue-presence_required.json",
                    "simulation-on_issue-presence_required.svg", "simulation-on_issue.json", "simulation-on_issue.svg",
                ],
                Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("--deliveries has to be", "--deliveries", "some")]
    [InlineData("--deliveries has to be", "--deliveries", "999")]
    [InlineData("--seed has to be", "--seed", "-1")]
    [InlineData("--release has to be on_issue or on_arrival.", "--release", "on_demand")]
    [InlineData("--deliveries has to be", "--sensitivity", "--deliveries", "999")]
    [InlineData("--policy: ", "--policy", "nowhere.json")]
    [InlineData("--replay: ", "--replay", "nowhere.ndjson")]
    public async Task Wrong_input_is_a_sentence_and_2(string sentence, params string[] options)
    {
        var run = await SimulateAsync(options);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(sentence, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private static Task<Run> SimulateAsync(params string[] options) => Run.CliAsync(null, null, ["simulate", .. options]);
}
