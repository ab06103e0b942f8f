using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Tests;

/// <summary>
/// Somebody who stands by with a notebook: knows every code in clear, keeps the time of each session, and says from the
/// rules alone what has to become of an arrival or an attempt. Shares no line with the code under test.
/// </summary>
internal sealed class Witness(DeliveryPolicy policy, DateTimeOffset firstExpiry, string firstDigits)
{
    private readonly List<(DateTimeOffset At, CourierId Courier, DeviceId Device)> _wrong = [];
    private readonly List<string> _dead = [];
    private readonly HashSet<CourierId> _inside = [];
    private DateTimeOffset _expiresAt = firstExpiry;
    private DateTimeOffset? _closesAt;
    private DateTimeOffset? _shownUntil;
    private int _sessions;
    private int _number = 1;
    private int _counted = 1;
    private int _unlocks;
    private bool _isExposed;

    public string? Live { get; private set; } = firstDigits;

    public IReadOnlyList<string> Dead => _dead;

    public DeliveryStatus Status { get; private set; }

    public int Failed { get; private set; }

    public int Accepted { get; private set; }

    public CourierId? Courier { get; private set; }

    public ParcelBarcode? Parcel { get; private set; }

    public double DoorM { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public bool IsSessionOpen => _closesAt is not null;

    public bool HadSession => _sessions > 0;

    /// <summary>How many showings there have been.</summary>
    public int Showings { get; private set; }

    public bool IsShown => _shownUntil is not null;

    public bool MustBeShown => policy.CodeRelease == CodeRelease.OnArrival || policy.RecipientPresence == RecipientPresence.Required;

    private bool HasCodesLeft => !_isExposed || _counted < policy.MaxGenerations;

    /// <summary>R18: whoever may not deliver this parcel ends no code, but by R3 itself.</summary>
    public bool IsStranger(Visit visit) => Courier is not null
        ? Courier != visit.Courier
        : visit.Fix is null && !_inside.Contains(visit.Courier);

    private bool IsOver => Status is not (DeliveryStatus.Pending or DeliveryStatus.Locked or DeliveryStatus.Held);

    public void TimeIs(DateTimeOffset now)
    {
        if (now >= _shownUntil && _shownUntil < _closesAt)
            ShowingEnds();
        if (now >= _closesAt)
            SessionEnds();
        if (now < _expiresAt || IsOver)
            return;
        Status = DeliveryStatus.Expired;
        SessionEnds();
    }

    public Standing StandingOf(Visit visit) => new(
        [.. _wrong.Where(wrong => wrong.Courier == visit.Courier).Select(wrong => wrong.At).Reverse()],
        [.. _wrong.Where(wrong => wrong.Device == visit.Device.Id).Select(wrong => wrong.At).Reverse()]);

    public string Expect(Arrival arrival, Spot spot, DateTimeOffset now)
    {
        if (Objection(arrival, spot, now, mayScanNothing: true, isMalformed: false) is { } objection)
            return objection;
        if (Courier is null && spot == Spot.Unknown)
            return "LocationUnverified";
        if (IsSessionOpen)
            return "AlreadyOpen";
        return Live is null && !HasCodesLeft ? "Held" : "Opened";
    }

    public string Expect(Attempt attempt, string typed, Spot spot, DateTimeOffset now)
    {
        if (Objection(attempt, spot, now, mayScanNothing: false, isMalformed: typed.Length != 6) is { } objection)
            return objection;
        if (!IsSessionOpen && (HadSession || policy.Arrival == ArrivalRule.Required || MustBeShown))
            return "NoArrival";
        if (MustBeShown && !IsShown)
            return "CodeNotShown";
        if (typed == Live)
            return "Accepted";
        return _dead.TakeLast(32).Contains(typed) ? "SupersededCode" : "WrongCode";
    }

    /// <summary>Notes an event; the digits are those that were offered for a new code.</summary>
    public void Sees(DeliveryEvent happened, string digits, DateTimeOffset now)
    {
        switch (happened)
        {
            case Renewed:
                NewCode(digits);
                break;
            case Unlocked:
                Assert.True(Status is DeliveryStatus.Locked or DeliveryStatus.Held && ++_unlocks <= policy.MaxUnlocks);
                NewCode(digits);
                (_counted, Failed) = (1, 0);
                break;
            case Changed changed:
                Changes(changed, digits);
                break;
            case Held:
                Stops(DeliveryStatus.Held);
                break;
            case Cancelled:
                SessionEnds();
                Status = DeliveryStatus.Cancelled;
                break;
            case SessionClosed { Reason: not SessionEnd.Time }:
                SessionEnds();
                break;
            case Arrived { Verdict.Outcome: ArrivalOutcome.Opened } arrived:
                SessionBegins(now);
                SawAt(arrived.Arrival);
                break;
            case Arrived arrived:
                SawAt(arrived.Arrival);
                break;
            case Attempted attempted:
                if (attempted.Verdict.Outcome is AttemptOutcome.WrongCode or AttemptOutcome.SupersededCode or AttemptOutcome.Accepted)
                    Compares(attempted, now);
                SawAt(attempted.Attempt);
                break;
            case Revealed revealed:
                Shows(revealed, digits, now);
                break;
            case Hidden { By: HiddenBy.Recipient }:
                ShowingEnds();
                break;
            case Contested:
                Status = DeliveryStatus.Contested;
                break;
        }
    }

    /// <summary>R12, rows 3–8.</summary>
    private string? Objection(Visit visit, Spot spot, DateTimeOffset now, bool mayScanNothing, bool isMalformed)
    {
        if (Status is DeliveryStatus.Delivered or DeliveryStatus.Contested)
            return "AlreadyDelivered";
        if (Status != DeliveryStatus.Pending)
            return Status.ToString();
        if (IsOut(now, wrong => wrong.Courier == visit.Courier))
            return "CourierSuspended";
        if (Courier is not null && Courier != visit.Courier)
            return "WrongCourier";
        if (Parcel is not null && Parcel != visit.Scan && !(mayScanNothing && visit.Scan is null))
            return "WrongParcel";
        if (isMalformed)
            return "MalformedCode";
        if (spot == Spot.FarAway)
            return "OutsideGeofence";
        return spot == Spot.Unknown && policy.UnverifiedPlace == UnverifiedPlaceRule.Refuse ? "LocationUnverified" : null;
    }

    /// <summary>R17: looks at every wrong comparison whether it was one too many.</summary>
    private bool IsOut(DateTimeOffset now, Func<(DateTimeOffset At, CourierId Courier, DeviceId Device), bool> isTheirs)
    {
        var theirs = _wrong.Where(isTheirs).Select(wrong => wrong.At).ToList();
        return theirs.Exists(last =>
            now < last.AddSeconds(policy.CourierSuspensionS)
            && theirs.Count(one => one <= last && one >= last.AddSeconds(-policy.CourierWrongWindowS)) >= policy.CourierWrongLimit);
    }

    private void Compares(Attempted attempted, DateTimeOffset now)
    {
        // Who proves no place begins nothing where nobody is assigned.
        if (!IsSessionOpen && (Courier is not null || attempted.Attempt.Fix is not null))
            SessionBegins(now);
        _isExposed = true;
        if (attempted.Verdict.Outcome == AttemptOutcome.SupersededCode)
            return;
        if (attempted.Verdict.Outcome == AttemptOutcome.Accepted)
        {
            Accepted++;
            AcceptedAt = now;
            SessionEnds();
            Status = DeliveryStatus.Delivered;
            return;
        }

        _wrong.Add((now, attempted.Attempt.Courier, attempted.Attempt.Device.Id));
        if (++Failed == 3)
            Stops(DeliveryStatus.Locked);
    }

    private void Changes(Changed changed, string digits)
    {
        switch (changed.Change)
        {
            case CourierChange { Courier: var courier }:
                Assert.False(IsSessionOpen);
                Courier = courier;
                break;
            case DestinationChange { Destination.Position: var position }:
                Assert.False(IsSessionOpen);
                DoorM = Math.Round(A.Door.DistanceTo(position).Value);
                break;
            case ParcelChange { Parcel: var parcel }:
                Parcel = parcel;
                break;
            case DeliverUntilChange { ExpiresAt: var until }:
                Assert.False(IsOver);
                _expiresAt = until;
                _closesAt = _closesAt > until ? until : _closesAt;
                _shownUntil = _shownUntil > until ? until : _shownUntil;
                break;
        }

        // With no code left the hold has an entry of its own.
        var kills = Status == DeliveryStatus.Pending
            && changed.Change is not MetadataChange
            && (_isExposed || changed.Change is DestinationChange or RecipientChange);
        Assert.Equal(kills && HasCodesLeft, changed.Generation is not null);
        if (changed.Generation is not null)
            NewCode(digits);
    }

    private void NewCode(string digits)
    {
        if (_isExposed)
            _counted++;
        CodeDies();
        (Live, Status, _number, _shownUntil, _isExposed) = (digits, DeliveryStatus.Pending, _number + 1, null, IsSessionOpen);
    }

    private void Shows(Revealed revealed, string digits, DateTimeOffset now)
    {
        Assert.True(IsSessionOpen);
        if (revealed.Showing == Showings)
            Assert.True(IsShown);
        else if (revealed.Generation > _number)
            (Live, _number) = (digits, _number + 1);
        Showings = revealed.Showing;
        Assert.NotNull(Live);
        Assert.Equal(_number, revealed.Generation);
        var until = now.AddSeconds(policy.RevealSeconds);
        _shownUntil = until < _closesAt ? until : _closesAt;
    }

    private void ShowingEnds()
    {
        _shownUntil = null;
        if (policy.CodeRelease == CodeRelease.OnArrival)
            CodeDies();
    }

    private void SawAt(Visit visit)
    {
        if (visit.Fix is { } fix && fix.Position.DistanceTo(A.North(DoorM)).Value < 100)
            _inside.Add(visit.Courier);
    }

    private void SessionBegins(DateTimeOffset now)
    {
        Assert.False(IsSessionOpen);
        _sessions++;
        _isExposed = true;
        var closesAt = now.AddSeconds(policy.SessionSeconds);
        _closesAt = closesAt < _expiresAt ? closesAt : _expiresAt;
    }

    private void SessionEnds()
    {
        (_closesAt, _shownUntil) = (null, null);
        CodeDies();
    }

    private void Stops(DeliveryStatus status)
    {
        _shownUntil = null;
        CodeDies();
        Status = status;
    }

    private void CodeDies()
    {
        if (Live is not null)
            _dead.Add(Live);
        Live = null;
    }
}
