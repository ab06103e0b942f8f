namespace DeliveryOtp.Cli;

/// <summary>How far it is, on a terminal; a log has no use for it.</summary>
/// <param name="output">The terminal.</param>
/// <param name="all">How many there are.</param>
/// <param name="what">Of what.</param>
internal sealed class ProgressBar(TextWriter output, long all, string what)
{
    private const int Width = 40;

    public void Show(long done)
    {
        if (Console.IsErrorRedirected || all == 0)
            return;
        var share = Math.Min(1, done / (double)all);
        var filled = (int)(share * Width);
        output.Write($"\r[{new string('#', filled)}{new string(' ', Width - filled)}] {share:P0} of {all} {what}");
        if (done >= all)
            output.WriteLine();
    }
}
