using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>
/// Group commit: requests that arrive while a commit is under way share the next one. There is no timer: a lone request
/// goes at once, and the busier it gets, the larger the sets.
/// </summary>
/// <remarks>
/// What waits is bounded. A request whose caller has gone is dropped if it still waits, for its turn or for a row, and
/// carried out whole if it doesn't. Whatever is in the way of a set is dealt with apart, while the set's lane goes on: requests for a row that
/// another transaction holds wait for it together, and a set with a poisoned request is run again one by one, so that
/// only the poisoned one fails.
/// </remarks>
internal sealed class GroupCommit<TRequest, TResult> : IAsyncDisposable
{
    private const int QueueCapacity = 4096;
    private const int MaxSetSize = 256;
    private const int MaxConcurrentApart = 8;
    private const int ShutdownPollMs = 20;

    private readonly Channel<Waiting>[] _lanes;
    private readonly SemaphoreSlim _apart = new(MaxConcurrentApart);

    /// <summary>Rows that a transaction waits for, and who shares the next one.</summary>
    private readonly Dictionary<Guid, List<Waiting>> _held = [];
    private readonly Func<TRequest, int> _laneKeyOf;
    private readonly Func<TRequest, Guid> _rowOf;
    private readonly CommitSet _together;
    private readonly CommitSet _patiently;
    private readonly Task _workers;

    /// <param name="lanes">How many sets may be under way.</param>
    /// <param name="laneKeyOf">The lane key: requests that lock the same rows have the same one, and share a lane.</param>
    /// <param name="rowOf">The row that a request wants to change.</param>
    /// <param name="together">Carries out a set; does not wait for rows that others hold.</param>
    /// <param name="patiently">Carries out requests for one row, or one request; waits.</param>
    public GroupCommit(
        int lanes,
        Func<TRequest, int> laneKeyOf,
        Func<TRequest, Guid> rowOf,
        CommitSet together,
        CommitSet patiently)
    {
        _laneKeyOf = laneKeyOf;
        _rowOf = rowOf;
        _together = together;
        _patiently = patiently;
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => Channel.CreateBounded<Waiting>(new BoundedChannelOptions(QueueCapacity)
        {
            SingleReader = true,

            // A lone request finds the lane asleep, and its own thread is the worker until it waits for the database.
            AllowSynchronousContinuations = true,
        }))];
        // Whichever request happens to make this: its trace is not that of all the others.
        using (ExecutionContext.SuppressFlow())
            _workers = Task.WhenAll(_lanes.Select(lane => Task.Run(() => WorkAsync(lane.Reader))));
    }

    /// <summary>
    /// Carries out a set in one transaction. The results are in the order of the requests; null: not carried out, since its
    /// row was not to be had. Cancelled: all callers have gone, and the wait for the rows ends; what is written by then is committed.
    /// </summary>
    public delegate Task<IReadOnlyList<TResult?>> CommitSet(IReadOnlyList<TRequest> requests, CancellationToken cancel);

    /// <summary>False: too much is waiting, and nothing is done.</summary>
    /// <param name="request">What to carry out.</param>
    /// <param name="result">Completes when it is durable; null: there is no such row.</param>
    /// <param name="cancel">The caller has gone.</param>
    public bool TryRun(TRequest request, [NotNullWhen(true)] out Task<TResult?>? result, CancellationToken cancel)
    {
        var waiting = new Waiting(request, cancel);
        var lane = (uint)_laneKeyOf(request) % _lanes.Length;
        var isTaken = _lanes[lane].Writer.TryWrite(waiting);
        result = isTaken ? waiting.Result.WaitAsync(cancel) : null;
        return isTaken;
    }

    /// <summary>Ends when everything that waits is done.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
            lane.Writer.TryComplete();
        await _workers;
        while (IsWaitedFor())
            await Task.Delay(ShutdownPollMs);
        for (var i = 0; i < MaxConcurrentApart; i++)
            await _apart.WaitAsync();
        _apart.Dispose();
    }

    private async Task WorkAsync(ChannelReader<Waiting> lane)
    {
        while (await lane.WaitToReadAsync())
        {
            var set = TakeSet(lane);
            if (set.Count > 0)
                await RunAsync(set);
        }
    }

    private static List<Waiting> TakeSet(ChannelReader<Waiting> lane)
    {
        var set = new List<Waiting>();
        while (set.Count < MaxSetSize && lane.TryRead(out var next))
        {
            if (!next.IsAbandoned)
                set.Add(next);
        }

        return set;
    }

    private async Task RunAsync(List<Waiting> set)
    {
        try
        {
            var results = await _together(set.ConvertAll(waiting => waiting.Request), CancellationToken.None);
            var held = new List<Waiting>();
            for (var i = 0; i < set.Count; i++)
            {
                if (results[i] is { } result)
                    set[i].Succeed(result, isAlone: set.Count == 1);
                else
                    held.Add(set[i]);
            }

            foreach (var sameRow in held.GroupBy(waiting => _rowOf(waiting.Request)))
                WaitFor(sameRow.Key, [.. sameRow]);
        }
        catch (Exception exception)
        {
            Blame(set, exception);
        }
    }

    private bool IsWaitedFor()
    {
        lock (_held)
            return _held.Count > 0;
    }

    /// <summary>One transaction at a time waits for a row: whoever comes meanwhile shares the next one.</summary>
    private void WaitFor(Guid row, List<Waiting> requests)
    {
        lock (_held)
        {
            if (_held.TryGetValue(row, out var next))
            {
                next.AddRange(requests);
                return;
            }

            _held.Add(row, []);
        }

        _ = WaitForAsync(row, requests);
    }

    private async Task WaitForAsync(Guid row, List<Waiting> requests)
    {
        while (requests.Count > 0)
        {
            await RunApartAsync(requests);
            lock (_held)
            {
                requests = _held[row];
                if (requests.Count == 0)
                    _held.Remove(row);
                else
                    _held[row] = [];
            }
        }
    }

    private async Task RunApartAsync(List<Waiting> requests)
    {
        try
        {
            await _apart.WaitAsync();
            try
            {
                requests.RemoveAll(waiting => waiting.IsAbandoned);
                if (requests.Count == 0)
                    return;
                using var callers = new Callers(requests);
                var results = await _patiently(requests.ConvertAll(waiting => waiting.Request), callers.HaveGone);
                for (var i = 0; i < requests.Count; i++)
                    requests[i].Succeed(results[i], requests.Count == 1);
            }
            finally
            {
                _apart.Release();
            }
        }
        catch (Exception exception)
        {
            Blame(requests, exception);
        }
    }

    /// <summary>Where one of several may be to blame, each is tried alone; otherwise all of them get to know.</summary>
    private void Blame(List<Waiting> requests, Exception exception)
    {
        if (requests.Count > 1 && !ConcernsAll(exception))
        {
            foreach (var waiting in requests)
                _ = RunApartAsync([waiting]);
            return;
        }

        foreach (var waiting in requests)
            waiting.Fail(exception);
    }

    /// <summary>
    /// The database is away, shutting down, full or silent (SQLSTATE classes 08, 53, 57, 58), or the row that all of them
    /// want was held for too long (55P03): none would fare better alone.
    /// </summary>
    private static bool ConcernsAll(Exception exception) => exception switch
    {
        PostgresException refused =>
            refused.SqlState == PostgresErrorCodes.LockNotAvailable || refused.SqlState[..2] is "08" or "53" or "57" or "58",
        NpgsqlException or TimeoutException or IOException => true,
        _ => false,
    };

    /// <summary>Says when nobody waits for any of the results any more.</summary>
    private sealed class Callers : IDisposable
    {
        private readonly CancellationTokenSource _haveGone = new();
        private readonly CancellationTokenRegistration[] _leaving;
        private int _left;

        public Callers(List<Waiting> requests)
        {
            _left = requests.Count;
            _leaving = [.. requests.Select(waiting => waiting.Cancel.UnsafeRegister(static callers => ((Callers)callers!).LeaveOne(), this))];
        }

        public CancellationToken HaveGone => _haveGone.Token;

        public void Dispose()
        {
            foreach (var one in _leaving)
                one.Dispose();
            _haveGone.Dispose();
        }

        private void LeaveOne()
        {
            if (Interlocked.Decrement(ref _left) == 0)
                _haveGone.Cancel();
        }
    }

    private sealed class Waiting(TRequest request, CancellationToken cancel)
    {
        private readonly TaskCompletionSource<TResult?> _result = new();

        public TRequest Request => request;

        public CancellationToken Cancel => cancel;

        public bool IsAbandoned => cancel.IsCancellationRequested;

        public Task<TResult?> Result => _result.Task;

        /// <summary>
        /// What the caller does next is not the worker's business, unless there is nobody else to serve: then this thread
        /// is the one that writes the answer soonest.
        /// </summary>
        public void Succeed(TResult? result, bool isAlone)
        {
            if (isAlone)
                _result.TrySetResult(result);
            else
                ThreadPool.UnsafeQueueUserWorkItem(static answer => answer.Source.TrySetResult(answer.Result), (Source: _result, Result: result), preferLocal: false);
        }

        public void Fail(Exception exception) =>
            ThreadPool.UnsafeQueueUserWorkItem(static failure => failure.Source.TrySetException(failure.Exception), (Source: _result, Exception: exception), preferLocal: false);
    }
}
