def test_x(db):
    from tests.factories import make_guide, make_place

    make_place()
    make_guide()
