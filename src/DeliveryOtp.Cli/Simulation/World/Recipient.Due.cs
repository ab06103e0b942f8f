using DeliveryOtp.Cli.Simulation.Assumed;

namespace DeliveryOtp.Cli.Simulation.World;

/// <content>What they do by themselves: look at the page when its time runs out, hide the code, report.</content>
internal sealed partial class Recipient
{
    private DateTimeOffset? _looksAt;
    private DateTimeOffset? _hidesAt;
    private DateTimeOffset? _reportsAt;
    private Courier? _whoLeft;

    /// <summary>Does what is due, in the order of time.</summary>
    public void LiveUntil(DateTimeOffset now)
    {
        while (NextAt() is { } at && at <= now)
        {
            if (at == _looksAt)
                Look(at);
            else if (at == _hidesAt)
                Hide(at);
            else
                Report(at);
        }
    }

    private DateTimeOffset? NextAt() => new[] { _looksAt, _hidesAt, _reportsAt }.Min();

    /// <summary>In the last moments of a showing.</summary>
    private DateTimeOffset? WhenToLook(DateTimeOffset now) => parcel.Delivery.ShowingAt(now) is { } showing
        ? showing.Until - ((showing.Until - now) * chance.Between(0.05, 0.2))
        : null;

    private void Look(DateTimeOffset at)
    {
        _looksAt = null;
        if (parcel.Delivery.ShowingAt(at) is not { } showing
            || !chance.Happens(_whoLeft is null ? Assumptions.KeepsShowing : Assumptions.KeepsShowingAlone))
        {
            return;
        }

        service.KeepShowing(parcel, showing.Number, at);

        // At the end of the session nothing is gained any more.
        if (parcel.Delivery.ShowingAt(at)?.Until > showing.Until)
            _looksAt = WhenToLook(at);
    }

    private void Hide(DateTimeOffset at)
    {
        _hidesAt = null;
        if (parcel.Delivery.ShowingAt(at) is { } showing)
            service.Hide(parcel, showing.Number, at);
    }

    /// <summary>Where the page says "accepted" by then, they can only contest.</summary>
    private void Report(DateTimeOffset at)
    {
        _reportsAt = null;
        if (parcel.IsAccepted)
            service.Contest(parcel, _whoLeft!, at);
        else
            service.ReportLeft(parcel, at);
    }
}
