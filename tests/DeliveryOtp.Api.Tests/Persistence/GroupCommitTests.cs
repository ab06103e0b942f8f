using DeliveryOtp.Api.Persistence.Transactions;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>The lane without a database: what is put together, what is run apart, and who gets to know of a failure.</summary>
public sealed class GroupCommitTests
{
    private static readonly Guid Row = Guid.NewGuid();

    [Fact]
    public async Task A_lone_request_goes_at_once_and_alone()
    {
        var commits = new Commits();
        await using var lane = commits.Open();
        Assert.Equal("a", await commits.RunAsync(lane, "a"));
        Assert.Equal(["a"], commits.Together);
    }

    [Fact]
    public async Task What_arrives_while_a_commit_is_under_way_shares_the_next_one_in_its_order()
    {
        var commits = new Commits();
        await using var lane = commits.Open();
        var gate = commits.Close();
        var first = commits.RunAsync(lane, "a");
        await commits.StartedAsync();
        var others = "bcdef".Select(letter => commits.RunAsync(lane, letter.ToString())).ToArray();
        gate.SetResult();

        Assert.Equal("a", await first);
        Assert.Equal("bcdef", string.Concat(await Task.WhenAll(others)));
        Assert.Equal(["a", "b c d e f"], commits.Together);
    }

    [Fact]
    public async Task A_set_has_at_most_256_requests()
    {
        var commits = new Commits();
        await using var lane = commits.Open();
        var gate = commits.Close();
        var first = commits.RunAsync(lane, "0");
        await commits.StartedAsync();
        var others = Enumerable.Range(1, 600).Select(n => commits.RunAsync(lane, $"{n}")).ToArray();
        gate.SetResult();
        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 256, 256, 88], commits.Together.Select(set => set.Split(' ').Length));
    }

    [Fact]
    public async Task When_too_much_waits_a_request_is_refused_and_nothing_is_done_for_it()
    {
        var commits = new Commits();
        var lane = commits.Open();
        var gate = commits.Close();
        var first = commits.RunAsync(lane, "first");
        await commits.StartedAsync();
        var waiting = new List<Task<string?>>();
        while (lane.TryRun((Row, $"{waiting.Count}"), out var result, CancellationToken.None))
            waiting.Add(result);

        Assert.Equal(4096, waiting.Count);
        gate.SetResult();
        await first;
        await Task.WhenAll(waiting);
        await lane.DisposeAsync();
        Assert.Equal(4097, commits.Together.Sum(set => set.Split(' ').Length));
    }

    [Fact]
    public async Task A_caller_who_goes_while_waiting_is_dropped_and_one_who_goes_during_the_commit_is_carried_out()
    {
        var commits = new Commits();
        await using var lane = commits.Open();
        var gate = commits.Close();
        using var gone = new CancellationTokenSource();
        Assert.True(lane.TryRun((Row, "committing"), out var committing, gone.Token));
        await commits.StartedAsync();
        Assert.True(lane.TryRun((Row, "waiting"), out var waiting, gone.Token));
        var stays = commits.RunAsync(lane, "stays");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => committing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();
        Assert.Equal("stays", await stays);
        Assert.Equal(["committing", "stays"], commits.Together);
    }

    [Fact]
    public async Task A_poisoned_request_fails_alone()
    {
        var commits = new Commits { Refuses = set => set.Contains("poison") ? Refusal("22P05") : null };
        await using var lane = commits.Open();
        var gate = commits.Close();
        var first = commits.RunAsync(lane, "a");
        await commits.StartedAsync();
        var poison = commits.RunAsync(lane, "poison");
        var others = "bcd".Select(letter => commits.RunAsync(lane, letter.ToString())).ToArray();
        gate.SetResult();

        Assert.Equal("bcd", string.Concat(await Task.WhenAll(others)));
        Assert.Equal("22P05", (await Assert.ThrowsAsync<PostgresException>(() => poison)).SqlState);
        Assert.Equal("a", await first);
        Assert.Equal(["b", "c", "d", "poison"], commits.Patiently.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("57P01")]
    [InlineData("53100")]
    public async Task When_the_database_is_away_or_full_nobody_is_tried_again(string sqlState)
    {
        var commits = new Commits { Refuses = _ => Refusal(sqlState) };
        await using var lane = commits.Open();
        var gate = commits.Close();
        var first = commits.RunAsync(lane, "a");
        await commits.StartedAsync();
        Task<string?>[] others = [commits.RunAsync(lane, "b"), commits.RunAsync(lane, "c")];
        gate.SetResult();
        foreach (var failed in (Task<string?>[])[first, .. others])
            Assert.Equal(sqlState, (await Assert.ThrowsAsync<PostgresException>(() => failed)).SqlState);
        Assert.Empty(commits.Patiently);
    }

    [Fact]
    public async Task Requests_for_a_held_row_wait_for_it_together_and_the_others_do_not()
    {
        var held = Guid.NewGuid();
        var commits = new Commits { Holds = held };
        await using var lane = commits.Open();
        var gate = commits.Close();
        var first = commits.RunAsync(lane, "a");
        await commits.StartedAsync();
        Task<string?>[] others = [commits.RunAsync(lane, "b"), commits.RunAsync(lane, "x", held), commits.RunAsync(lane, "y", held)];
        gate.SetResult();
        Assert.Equal("bxy", string.Concat(await Task.WhenAll(others)));
        Assert.Equal("a", await first);
        Assert.Equal(["x y"], commits.Patiently);
    }

    [Fact]
    public async Task A_caller_who_goes_while_waiting_for_a_held_row_is_dropped()
    {
        var held = Guid.NewGuid();
        var commits = new Commits { Holds = held };
        await using var lane = commits.Open();
        using var gone = new CancellationTokenSource();
        var set = commits.Close();
        Assert.True(lane.TryRun((held, "waits"), out var waits, gone.Token));
        await commits.StartedAsync();
        var wait = commits.Close();
        set.SetResult();
        await commits.StartedAsync();
        Assert.True(lane.TryRun((held, "next"), out var next, gone.Token));
        await commits.StartedAsync();
        var stays = commits.RunAsync(lane, "stays", held);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        wait.SetResult();
        Assert.Equal("stays", await stays);
        Assert.Equal(["waits", "stays"], commits.Patiently);
        Assert.Equal(["stays"], commits.CarriedOut);
    }

    private static PostgresException Refusal(string sqlState) => new("refused", "ERROR", "ERROR", sqlState);

    /// <summary>Stands in for the database: answers each request with its own text, and remembers the sets.</summary>
    private sealed class Commits
    {
        /// <summary>A fault fails, and hangs nobody.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly SemaphoreSlim _started = new(0);
        private TaskCompletionSource? _gate;

        public List<string> Together { get; } = [];

        public List<string> Patiently { get; } = [];

        public List<string> CarriedOut { get; } = [];

        public Guid? Holds { get; init; }

        public Func<IReadOnlyList<string>, Exception?> Refuses { get; init; } = _ => null;

        public GroupCommit<(Guid Row, string Text), string> Open() =>
            new(lanes: 1, _ => 0, request => request.Row, (set, cancel) => CommitAsync(Together, set, Holds, cancel), (set, cancel) => CommitAsync(Patiently, set, holds: null, cancel));

        /// <summary>The next commit does not end before the gate is opened.</summary>
        public TaskCompletionSource Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task StartedAsync() => Assert.True(await _started.WaitAsync(Patience));

        public async Task<string?> RunAsync(GroupCommit<(Guid Row, string Text), string> lane, string text, Guid? row = null)
        {
            Assert.True(lane.TryRun((row ?? Row, text), out var result, CancellationToken.None));
            return await result.WaitAsync(Patience);
        }

        private async Task<IReadOnlyList<string?>> CommitAsync(List<string> sets, IReadOnlyList<(Guid Row, string Text)> set, Guid? holds, CancellationToken cancel)
        {
            string[] texts = [.. set.Select(request => request.Text)];
            lock (sets)
                sets.Add(string.Join(' ', texts));

            // The gate of now: whoever hears of the start may close another one.
            var gate = _gate;
            _started.Release();
            if (gate is not null)
                await gate.Task.WaitAsync(Patience, cancel);
            if (Refuses(texts) is { } refusal)
                throw refusal;
            lock (CarriedOut)
                CarriedOut.AddRange(set.Where(request => request.Row != holds).Select(request => request.Text));
            return [.. set.Select(request => request.Row == holds ? null : request.Text)];
        }
    }
}
