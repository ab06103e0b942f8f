using System.Runtime.CompilerServices;
using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Tests.Simulation;

public sealed class AssumptionsTests
{
    private static readonly DeliveryPolicy OnArrival = DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival };

    [Fact]
    public void Each_has_a_name_of_its_own_and_a_reason()
    {
        Assert.Equal(Assumptions.All.Count, Assumptions.All.Select(assumption => assumption.Name).Distinct().Count());
        Assert.All(Assumptions.All, assumption => Assert.True(assumption.Reason.Length > 30, assumption.Name));
    }

    /// <summary>Whoever changes one sees here that the table in the docs is another one now.</summary>
    [Fact]
    public void Each_is_in_the_docs_with_its_value()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "docs", "simulation.md"));
        Assert.All(Assumptions.All, assumption => Assert.Contains(
            lines,
            line => line.StartsWith(assumption.Name, StringComparison.Ordinal) && line.Contains($" {assumption.Text} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_has_a_row_in_the_sensitivity_table()
    {
        var run = new SensitivityRun(200, 1, OnArrival);
        var told = 0L;
        var table = run.Play(count => Interlocked.Add(ref told, count));
        Assert.Equal(Assumptions.All, table.Rows.Select(row => row.Assumption));
        Assert.Equal(SensitivityRun.TotalOf(run.Deliveries), told);
        var text = SensitivityText.Lines(table, run).ToArray();
        Assert.All(Assumptions.All, assumption => Assert.Single(text, line => line.StartsWith(assumption.Name + " ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_is_more_probable_than_certain_and_nobody_tries_less_than_once()
    {
        Assert.Equal(1, Assumption.Share("probable", 0.7, "since").Times(2));
        Assert.Equal(0.35, Assumption.Share("probable", 0.7, "since").Times(0.5));
        Assert.Equal(2, Assumptions.Patience.Times(0.5));
        Assert.Equal(1, new Assumption("one", 1, Measure.Count, "since").Times(0.5));
    }

    /// <summary>Each story has a chance of its own, or the table would show noise.</summary>
    [Fact]
    public void What_an_assumption_does_not_touch_does_not_move()
    {
        var usual = new SimulatedRun(3000, 1, OnArrival).Play(_ => { });
        var changed = new SimulatedRun(3000, 1, OnArrival, new ChangedAssumption(Assumptions.RevealsByPhone, 4)).Play(_ => { });
        Assert.Equal(usual.Honest.RefusedOnce, changed.Honest.RefusedOnce);
        Assert.Equal(usual.Honest.Review, changed.Honest.Review);
        Assert.True(AcceptedOf(5, changed) > AcceptedOf(5, usual));
        Assert.Equal(AcceptedOf(9, usual), AcceptedOf(9, changed));
    }

    private static int AcceptedOf(int fraud, Tally tally) => tally[Played.Fraud(fraud)].Cases - tally[Played.Fraud(fraud)][Ending.Prevented];

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
