using System.Diagnostics;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>Tells the person at the terminal what long work is at. On standard error: standard output is the result.</summary>
internal sealed class Progress(string work, long total)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private long _done;
    private TimeSpan _said = -Interval;

    public static void Say(string line) => Console.Error.WriteLine(line);

    /// <summary>Any thread may call it.</summary>
    public void Advance(long count)
    {
        lock (_lock)
        {
            _done += count;
            if (_done < total && _elapsed.Elapsed - _said < Interval)
                return;
            _said = _elapsed.Elapsed;
            Say($"{work}: {_done:N0} of {total:N0}, {_elapsed.Elapsed.TotalSeconds:F0} s");
        }
    }
}
