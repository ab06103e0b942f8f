using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>How far a run is: a bar that moves on a terminal, a line every few seconds in a log.</summary>
internal sealed class ProgressLine(TextWriter error, bool isTerminal, string what, long total, TimeProvider clock)
{
    private const int Width = 40;
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly Lock _turn = new();
    private readonly long _startedAt = clock.GetTimestamp();
    private TimeSpan _shownAt;
    private long _done;

    /// <summary>So many more are done. Any thread may say so.</summary>
    public void Advance(int deliveries)
    {
        lock (_turn)
        {
            _done += deliveries;
            var elapsed = clock.GetElapsedTime(_startedAt);
            if (elapsed - _shownAt < (isTerminal ? BetweenFrames : BetweenLines))
                return;
            _shownAt = elapsed;
            error.Write(isTerminal ? $"\r{Bar()}" : Invariant($"{what}: {_done:N0} of {total:N0}\n"));
        }
    }

    public void End()
    {
        var elapsed = clock.GetElapsedTime(_startedAt);
        if (isTerminal)
            error.Write($"\r{Bar()}\n");
        error.Write(Invariant($"{what}: {total:N0} deliveries in {elapsed.TotalSeconds:F1} s\n"));
    }

    private string Bar()
    {
        var filled = (int)(_done * Width / total);
        return Invariant($"{what} [{new string('#', filled)}{new string('.', Width - filled)}] {(double)_done / total,6:P0}");
    }
}
